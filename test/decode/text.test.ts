import { SocketAddress } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex, hexBytes, ipv6Text, sidText, socketAddressText } from '../../lib/decode/text.ts';
import { sidBytes } from '../support/etl-writer/extended-items.ts';

const groups = fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 });
const bytesOf = (parts: number[]) => Uint8Array.from(parts.flatMap((part) => [part >> 8, part & 0xff]));

test("an IPv6 address reads as the system's own library writes it", () => {
  fc.assert(
    fc.property(groups, (parts) => {
      // IPv4 in IPv6 has a form of its own, which a trace of the same address in hex would hide.
      fc.pre(parts.slice(0, 5).some((part) => part !== 0));
      const address = parts.map((part) => part.toString(16)).join(':');
      expect(ipv6Text(bytesOf(parts))).toBe(new SocketAddress({ address, family: 'ipv6' }).address);
    }),
  );
});

test.each([
  ['00000000000000000000000000000001', '::1'],
  ['00000000000000000000000000000000', '::'],
  ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
  ['fe800000000000000202b3fffe1e8329', 'fe80::202:b3ff:fe1e:8329'],
])('%s is %s', (digits, text) => {
  expect(ipv6Text(Uint8Array.from(Buffer.from(digits, 'hex')))).toBe(text);
});

test('a SOCKADDR reads as address and port, and as hex where it is neither or cut', () => {
  const ipv4 = Uint8Array.of(2, 0, 0x1f, 0x90, 192, 168, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
  const ipv6 = Uint8Array.of(23, 0, 0, 53, 0, 0, 0, 0, ...new Array(15).fill(0), 1, 0, 0, 0, 0);
  expect(socketAddressText(ipv4)).toBe('192.168.0.1:8080');
  expect(socketAddressText(ipv6)).toBe('[::1]:53');
  expect(socketAddressText(ipv4.subarray(0, 6))).toBe('02001f90c0a8');
  expect(socketAddressText(Uint8Array.of(1))).toBe('01');
  expect(socketAddressText(Uint8Array.of(99, 0, 1, 2, 3, 4, 5, 6))).toBe('6300010203040506');
});

test('a SID reads as Windows writes it, and as nothing where it is cut', () => {
  expect(sidText(sidBytes(5, 18))).toBe('S-1-5-18');
  expect(sidText(sidBytes(5, 21, 1, 4_294_967_295, 500))).toBe('S-1-5-21-1-4294967295-500');
  expect(sidText(sidBytes(5, 18).subarray(0, 11))).toBe('');
  expect(sidText(new Uint8Array(0))).toBe('');
});

test('hex keeps all digits of 64 bits', () => {
  expect(hex(0xffff_8000_0000_0001n, 16)).toBe('0xffff800000000001');
  expect(hexBytes(Uint8Array.of(0, 15, 255))).toBe('000fff');
});
