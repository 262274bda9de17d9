import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  compactEvent,
  eventHeaderEvent,
  field,
  fullHeaderEvent,
  guidText,
  instanceEvent,
  messageEvent,
  perfInfoEvent,
  providerGuid,
  relatedActivity,
  stack,
  systemEvent,
  traceLoggingEvent,
} from '../support/etl-writer/index.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const provider = '11223344-5566-7788-99aa-bbccddeeff00';

describe('an encoded event', () => {
  test('equals, byte for byte, the one that the prototype driver logged', () => {
    // The first event of the capture's second buffer, taken apart by hand.
    const real = readFileSync('fixtures/wine-ok.etl').subarray(0x10048, 0x10048 + 0xa7);
    const written = traceLoggingEvent({
      ticks: 0x6_2cf2_4b5cn,
      tid: 0x13c,
      pid: 0x130,
      provider: { name: 'WskTraceDriver' },
      name: 'DriverState',
      level: 4,
      keyword: 8,
      flags: 0x250,
      fields: [field('What', 'astr'), field('Status', 'i32', 'ntstatus')],
      values: { What: 'Registered', Status: 0 },
      schemaFirst: true,
    });
    expect(hex(written.bytes)).toBe(hex(real));
  });

  test('of the kernel keeps its size at byte 4 and the thread before the process', () => {
    const event = {
      ticks: 0x1122334455667788n,
      group: 3,
      opcode: 5,
      version: 2,
      tid: 7,
      pid: 9,
      payload: [1, 2],
    };
    expect(hex(systemEvent(event).bytes)).toBe(
      `020002c02200050307000000090000008877665544332211${'0'.repeat(16)}0102`,
    );
    expect(hex(compactEvent(event).bytes)).toBe('020004c01a00050307000000090000008877665544332211' + '0102');
    expect(hex(perfInfoEvent(event).bytes)).toBe('020011c0120005038877665544332211' + '0102');
    expect(perfInfoEvent({ ...event, bits: 32 }).bytes[2]).toBe(16);
  });

  test('counts its PMC values and PEBS index in the version', () => {
    const { bytes } = perfInfoEvent({ ticks: 0, group: 1, opcode: 2, pmc: [5, 6], pebs: 9 });
    expect(hex(bytes.subarray(0, 4))).toBe('008211c0');
    expect(bytes.length).toBe(16 + 8 + 2 * 8);
  });

  test('of a classic provider has 48 bytes of header, an instance 72 or 56', () => {
    expect(fullHeaderEvent({ ticks: 1, guid: provider }).bytes.length).toBe(48);
    expect(instanceEvent({ ticks: 1, instanceId: 4, guid: provider }).bytes.length).toBe(72);
    expect(instanceEvent({ ticks: 1, instanceId: 4, handle: 5 }).bytes.length).toBe(56);
  });

  test('links its extended items and aligns each to 8 bytes', () => {
    const { bytes } = eventHeaderEvent({
      ticks: 1,
      provider,
      items: [relatedActivity(provider), stack([0x1000], 32, 7)],
      payload: [0xee],
    });
    expect(hex(bytes.subarray(80))).toBe(
      '18000100010010004433221166558877' +
        '99aabbccddeeff00' +
        '1800050000000c00' +
        '0700000000000000' +
        '0010000000000000' +
        'ee',
    );
    expect(bytes[4]).toBe(1);
  });

  test('of WPP carries the parts that its flags name, in their order', () => {
    const { bytes } = messageEvent({
      ticks: 0x11n,
      number: 12,
      sequence: 3,
      componentId: 5,
      thread: { tid: 1, pid: 2 },
    });
    expect(hex(bytes)).toBe(
      '20000090' + '0c00ad00' + '03000000' + '05000000' + '1100000000000000' + '0100000002000000',
    );
  });
});

test('a provider GUID follows from its name', () => {
  expect(providerGuid('WskTraceDriver')).toBe('a511d51a-8bc8-56a3-6285-b3d506efe6d1');
  expect(providerGuid('Microsoft.Windows.WaaSMedic.Local')).toBe('30d25124-a468-505c-de82-8411646eb8b5');
  expect(guidText(Uint8Array.from({ length: 16 }, (_, i) => i))).toBe('03020100-0504-0706-0809-0a0b0c0d0e0f');
});
