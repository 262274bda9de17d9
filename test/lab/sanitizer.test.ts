import { expect, test } from 'vitest';
import { parseSanitizer } from '../../driver-tracing/lab/explore/sanitizer.ts';

const sources = new Set(['/d/driver.c']);

test('AddressSanitizer’s report gives its kind, and the innermost frame of the driver’s', () => {
  const text = `
=================================================================
==1==ERROR: AddressSanitizer: heap-use-after-free on address 0x60 at pc 0x41 bp 0x7f sp 0x7f
READ of size 8 at 0x60 thread T3
    #0 0x41d0 in ExFreePoolWithTag /w/host/nt/nt_pool.c:120
    #1 0x42d0 in CloseComplete /d/driver.c:61
    #2 0x43d0 in main /w/main.c:1

freed by thread T3 here:
    #0 0x41d0 in __interceptor_free (/w/lab+0x1)
    #1 0x42d0 in Other /d/driver.c:99
`;
  expect(parseSanitizer(text, sources)).toEqual({
    kind: 'heap-use-after-free',
    place: { function: 'CloseComplete', file: '/d/driver.c', line: 61 },
    file: '/w/host/nt/nt_pool.c',
  });
});

test('UBSan’s line does, too', () => {
  const text = `/d/driver.c:12:7: runtime error: shift exponent 40 is too large for 32-bit type 'int'
    #0 0x42d0 in Mask /d/driver.c:12
`;
  expect(parseSanitizer(text, sources)).toEqual({
    kind: "undefined behaviour: shift exponent 40 is too large for 32-bit type 'int'",
    place: { function: 'Mask', file: '/d/driver.c', line: 12 },
    file: '/d/driver.c',
  });
});

test('what a driver prints is no report', () => {
  expect(parseSanitizer('hello\n', sources)).toBeNull();
});
