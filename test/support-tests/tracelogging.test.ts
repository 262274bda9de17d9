import { expect, test } from 'vitest';
import { field, traceLoggingMetadata, traceLoggingPayload } from '../support/etl-writer/index.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const text = (value: string) => Buffer.from(`${value}\0`).toString('hex');

test('metadata is size, tags, name, then the fields with the types that they need', () => {
  const metadata = traceLoggingMetadata('E', [field('a', 'u32'), field('s', 'i32', 'ntstatus')]);
  expect(hex(metadata)).toBe(`0c0000${text('E')}${text('a')}08${text('s')}870e`);
});

test('counts, custom bytes, structs and tags stand where the format has them', () => {
  const metadata = traceLoggingMetadata(
    'E',
    [
      { name: 'f', in: 'u16', count: 3 },
      { name: 'v', in: 'i32', count: 'counted' },
      { name: 'c', in: 'binary', custom: Uint8Array.of(9, 8) },
      { name: 't', in: 'u8', tags: 0x00200001 },
      { name: 'g', in: 'struct', count: 'counted', members: [field('m', 'u8'), field('n', 'bool32')] },
    ],
    0x0fe00000,
  );
  expect(hex(metadata)).toBe(
    '2600' +
      '7f' +
      text('E') +
      text('f') +
      '260300' +
      text('v') +
      '47' +
      text('c') +
      '6e02000908' +
      text('t') +
      '8480' +
      '81808001' +
      text('g') +
      'd802' +
      text('m') +
      '04' +
      text('n') +
      '0d',
  );
});

test('values lie packed, without padding, in the order of their fields', () => {
  const fields = [
    field('w', 'wstr'),
    field('p', 'pointer'),
    field('n', 'countedAstr'),
    field('sid', 'sid'),
    { name: 'l', in: 'u16', count: 'counted' } as const,
  ];
  const values = { w: 'hé', p: 0xffff_ffff_8000_0000n, n: 'ab', sid: [5, 18], l: [1, 2] };
  const rest = '02006162' + '010100000000000512000000' + '020001000200';
  expect(hex(traceLoggingPayload(fields, values))).toBe(`6800e9000000${'00000080ffffffff'}${rest}`);
  expect(hex(traceLoggingPayload(fields, values, 4))).toBe(`6800e9000000${'00000080'}${rest}`);
});
