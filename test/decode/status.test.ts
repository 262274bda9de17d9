import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { ntStatusName, win32ErrorName } from '../../lib/decode/index.ts';
import { hresultName, loadStatusNames, ndisOidName, ndisStatusName } from '../../lib/decode/status/index.ts';
import { NameTable } from '../../lib/decode/status/name-table.ts';

beforeAll(loadStatusNames);

const HEADERS = '/usr/share/mingw-w64/include';

test('status and error codes have their public names', () => {
  expect(ntStatusName(0)).toBe('STATUS_SUCCESS');
  expect(ntStatusName(0x103)).toBe('STATUS_PENDING');
  expect(ntStatusName(0xc000_0005)).toBe('STATUS_ACCESS_VIOLATION');
  expect(ntStatusName(0xdead_beef)).toBeUndefined();
  expect(win32ErrorName(0)).toBe('ERROR_SUCCESS');
  expect(win32ErrorName(258)).toBe('WAIT_TIMEOUT');
  expect(win32ErrorName(997)).toBe('ERROR_IO_PENDING');
  expect(win32ErrorName(10_061)).toBe('WSAECONNREFUSED');
  expect(win32ErrorName(99_999)).toBeUndefined();
});

test.each([
  [0, 'S_OK'],
  [0x8000_4005, 'E_FAIL'],
  // HRESULT_FROM_WIN32(ERROR_ACCESS_DENIED), which is E_ACCESSDENIED as well.
  [0x8007_0005, 'ERROR_ACCESS_DENIED'],
  [0x8007_274d, 'WSAECONNREFUSED'],
  // HRESULT_FROM_NT(STATUS_ACCESS_DENIED).
  [0xd000_0022, 'STATUS_ACCESS_DENIED'],
  [0x8007_ffff, undefined],
])('the HRESULT %i is %s', (hresult, name) => {
  expect(hresultName(hresult)).toBe(name);
});

test('NDIS statuses have their own names, those that are NTSTATUS values included', () => {
  expect(ndisStatusName(0x4001_000b)).toBe('NDIS_STATUS_MEDIA_CONNECT');
  expect(ndisStatusName(0xc000_0001)).toBe('NDIS_STATUS_FAILURE');
  expect(ndisStatusName(0xc000_0034)).toBe('STATUS_OBJECT_NAME_NOT_FOUND');
  expect(ndisOidName(0x0001_0101)).toBe('OID_GEN_SUPPORTED_LIST');
  expect(ndisOidName(0x0101_0101)).toBe('OID_802_3_PERMANENT_ADDRESS');
  expect(ndisOidName(0)).toBeUndefined();
});

test('a table is read line by line: a step, what is shared with the name before, and the rest', () => {
  const table = new NameTable('\n0A_FIRST\n2SECOND\n10:7_HALF\n');
  expect([0, 1, 17, 2].map((number) => table.get(number))).toEqual([
    'A_FIRST',
    'A_SECOND',
    'A_SECON_HALF',
    undefined,
  ]);
});

/** Another list of the same names, by other people: of Debian's mingw-w64-common, which builds of the driver need. */
describe.skipIf(!existsSync(HEADERS))('against the headers of mingw-w64', () => {
  /** The values of `#define NAME wrapper(value)`, each with all of its names. */
  function defined(file: string, line: RegExp): Map<number, string[]> {
    const names = new Map<number, string[]>();
    for (const [, name = '', value] of readFileSync(`${HEADERS}/${file}`, 'utf8').matchAll(line)) {
      const number = Number(value) >>> 0;
      names.set(number, [...(names.get(number) ?? []), name]);
    }
    return names;
  }

  /** What one list calls otherwise than the other, or not at all. */
  function differing(names: Map<number, string[]>, nameOf: (number: number) => string | undefined) {
    return [...names].filter(([number, all]) => !all.includes(nameOf(number) ?? '')).map(([, all]) => all[0]);
  }

  test('each NTSTATUS has its name', () => {
    const names = defined('ntstatus.h', /^#define (\w+) \(\(NTSTATUS\)(0x[0-9A-Fa-f]+)\)/gm);
    expect(names.size).toBeGreaterThan(1700);
    // Numbers that Windows gave away anew since that list was made.
    const outdated = [
      'STATUS_FVE_FAILED_BAD_FS',
      'STATUS_FWP_INCOMPATIBLE_AUTH_CONFIG',
      'STATUS_FWP_INCOMPATIBLE_CIPHER_CONFIG',
    ];
    expect(differing(names, ntStatusName)).toEqual(outdated);
  });

  test('each Win32 error has its name', () => {
    const names = defined('winerror.h', /^#define (\w+) __MSABI_LONG\((\d+)\)/gm);
    expect(names.size).toBeGreaterThan(1900);
    expect(differing(names, win32ErrorName)).toEqual([]);
  });

  test('each HRESULT has its name', () => {
    const names = defined('winerror.h', /^#define (\w+) _HRESULT_TYPEDEF_\((0x[0-9A-Fa-f]+)\)/gm);
    expect(names.size).toBeGreaterThan(1000);
    // Those that are Win32 errors have the names of these, as tracefmt has it.
    const ofWin32 = ['E_OUTOFMEMORY', 'E_INVALIDARG', 'E_HANDLE', 'E_ACCESSDENIED'];
    expect(differing(names, hresultName)).toEqual(ofWin32);
  });

  test('each OID has its name', () => {
    const names = defined('ntddndis.h', /^#define (OID_\w+) (0x[0-9A-Fa-f]+)$/gm);
    expect(names.size).toBeGreaterThan(500);
    expect(differing(names, ndisOidName)).toEqual([]);
  });
});
