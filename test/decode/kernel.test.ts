import { describe, expect, test } from 'vitest';
import { Catalog } from '../../lib/decode/index.ts';
import {
  ByteWriter,
  compactEvent,
  fullHeaderEvent,
  perfInfoEvent,
  sidBytes,
  systemEvent,
} from '../support/etl-writer/index.ts';
import { decodeWritten } from './decoded.ts';

type Bits = 32 | 64;

/** A SYSTEM event of the kernel, decoded. */
function kernel(group: number, opcode: number, version: number, payload: ByteWriter, bits: Bits = 64) {
  const event = systemEvent({ ticks: 1, group, opcode, version, payload: payload.finish(), bits });
  return decodeWritten(new Catalog(), event)[0]!;
}

const write = () => new ByteWriter();

describe.each<Bits>([32, 64])('in a %i-bit trace', (bits) => {
  const size = bits === 32 ? 4 : 8;
  const pointer = (value: number) => `0x${value.toString(16).padStart(2 * size, '0')}`;

  test('a process start tells who started what', () => {
    const payload = write()
      .pointer(0x1000, size)
      .u32(44)
      .u32(4)
      .u32(1)
      .u32(259)
      .pointer(0x2000, size)
      .u32(0)
      .pointer(1, size)
      .pointer(0, size)
      .bytes(sidBytes(5, 18))
      .utf8z('driver.exe')
      .utf16z('driver.exe -x')
      .utf16z('')
      .utf16z('');
    expect(kernel(3, 1, 4, payload, bits)).toMatchObject({
      name: 'Process/Start',
      provider: 'Windows Kernel Trace',
      isExact: true,
      fields: {
        UniqueProcessKey: pointer(0x1000),
        ProcessId: 44,
        ParentId: 4,
        ExitStatus: 259,
        UserSID: 'S-1-5-18',
        ImageFileName: 'driver.exe',
        CommandLine: 'driver.exe -x',
      },
    });
  });

  test('an image load tells where the driver lies', () => {
    const payload = write()
      .pointer(0x10000, size)
      .pointer(0x800, size)
      .u32(4)
      .u32(1)
      .u32(2)
      .u32(0)
      .pointer(0, size);
    payload.u32(0).u32(0).u32(0).u32(0).utf16z('\\Driver\\wsk.sys');
    const expected = {
      ImageBase: pointer(0x10000),
      ImageSize: pointer(0x800),
      ProcessId: 4,
      FileName: '\\Driver\\wsk.sys',
    };
    // Image loads have the opcode 10 of the process group; the others are of the image group.
    expect(kernel(3, 10, 2, payload, bits)).toMatchObject({
      name: 'Image/Load',
      isExact: true,
      fields: expected,
    });
    expect(kernel(20, 2, 2, payload, bits)).toMatchObject({
      name: 'Image/UnLoad',
      isExact: true,
      fields: expected,
    });
    expect(kernel(20, 3, 2, payload, bits)).toMatchObject({ name: 'Image/DCStart', isExact: true });
    expect(kernel(20, 4, 2, payload, bits)).toMatchObject({ name: 'Image/DCEnd', isExact: true });
  });

  test('a disk read tells its IRP', () => {
    const payload = write()
      .u32(0)
      .u32(0x43)
      .u32(4096)
      .u32(0)
      .u64(512)
      .pointer(0xa, size)
      .pointer(0xb, size)
      .u64(77)
      .u32(9);
    expect(kernel(1, 10, 3, payload, bits)).toMatchObject({
      name: 'DiskIo/Read',
      isExact: true,
      fields: {
        IrpFlags: '0x00000043',
        TransferSize: 4096,
        ByteOffset: 512,
        Irp: pointer(0xb),
        IssuingThreadId: 9,
      },
    });
    expect(kernel(1, 12, 3, write().pointer(0xb, size).u32(9), bits)).toMatchObject({
      name: 'DiskIo/ReadInit',
      isExact: true,
      fields: { Irp: pointer(0xb) },
    });
  });

  test('a TCP connection over IPv6 tells its ends', () => {
    const address = (last: number) => [0xfe, 0x80, ...new Array(13).fill(0), last];
    const payload = write().u32(4).u32(0).bytes(address(1)).bytes(address(2)).u16(0x5000).u16(0x3930);
    payload.u16(1460).u16(1).u16(0).u16(1).u32(65_535).u16(8).u16(8).u32(5).pointer(0xc, size);
    expect(kernel(6, 28, 2, payload, bits)).toMatchObject({
      name: 'TcpIp/ConnectIPV6',
      isExact: true,
      fields: {
        daddr: 'fe80::1',
        saddr: 'fe80::2',
        dport: 80,
        sport: 12_345,
        mss: 1460,
        connid: pointer(0xc),
      },
    });
  });

  test('a stack walk tells all of its addresses', () => {
    const payload = write()
      .u64(123)
      .u32(4)
      .u32(8)
      .pointer(0x111, size)
      .pointer(0x222, size)
      .pointer(0x333, size);
    expect(kernel(24, 32, 2, payload, bits)).toMatchObject({
      name: 'StackWalk/Stack',
      isExact: true,
      fields: {
        EventTimeStamp: 123,
        StackThread: 8,
        Stack: [pointer(0x111), pointer(0x222), pointer(0x333)],
      },
    });
  });
});

test('a UDP datagram over IPv4 has its ports in network order', () => {
  const payload = write()
    .u32(700)
    .u32(32)
    .u32(0x0100_000a)
    .u32(0x0200_000a)
    .u16(0x3500)
    .u16(0x0c2b)
    .u32(0)
    .u64(0);
  expect(kernel(8, 10, 2, payload)).toMatchObject({
    name: 'UdpIp/SendIPV4',
    isExact: true,
    fields: { PID: 700, size: 32, daddr: '10.0.0.1', saddr: '10.0.0.2', dport: 53, sport: 11_020 },
  });
});

test('a context switch tells who waits for what', () => {
  const payload = write().u32(10).u32(20).u8(8).u8(9).u8(0).u8(0).u8(6).u8(1).u8(5).u8(0).u32(3).u32(0);
  expect(kernel(5, 36, 2, payload)).toMatchObject({
    name: 'Thread/CSwitch',
    isExact: true,
    fields: { NewThreadId: 10, OldThreadId: 20, OldThreadWaitReason: 6, OldThreadWaitMode: 1 },
  });
  expect(kernel(5, 50, 2, write().u32(10).u8(1).u8(2).u8(0).u8(0))).toMatchObject({
    name: 'Thread/ReadyThread',
    isExact: true,
    fields: { TThreadId: 10, AdjustReason: 1, AdjustIncrement: 2 },
  });
});

test.each([
  [66, 'PerfInfo/ThreadedDPC'],
  [68, 'PerfInfo/DPC'],
  [69, 'PerfInfo/TimerDPC'],
])('opcode %i is %s, with its routine and when it began', (opcode, name) => {
  const payload = write().u64(99).u64(0xffff_8000_0000_1000n).finish();
  const event = perfInfoEvent({ ticks: 1, group: 15, opcode, version: 2, payload });
  expect(decodeWritten(new Catalog(), event)[0]).toMatchObject({
    name,
    isExact: true,
    fields: { InitialTime: 99, Routine: '0xffff800000001000' },
  });
});

test('an interrupt tells its vector', () => {
  const payload = write().u64(99).u64(0x1000).u8(1).u16(0x61).u8(0);
  expect(kernel(15, 67, 2, payload)).toMatchObject({
    name: 'PerfInfo/ISR',
    isExact: true,
    fields: { ReturnValue: 1, Vector: 0x61 },
  });
});

test("a thread's name is there since Windows 10, without a version of its own", () => {
  const base = () => {
    const payload = write().u32(4).u32(8);
    for (let i = 0; i < 7; i++) payload.u64(i);
    return payload.u32(0).u8(8).u8(5).u8(2).u8(0);
  };
  expect(kernel(5, 1, 3, base())).toMatchObject({
    name: 'Thread/Start',
    isExact: true,
    fields: { ThreadName: '' },
  });
  expect(kernel(5, 3, 3, base().utf16z('worker'))).toMatchObject({
    name: 'Thread/DCStart',
    isExact: true,
    fields: { ProcessId: 4, TThreadId: 8, ThreadName: 'worker' },
  });
});

test('a process without a user has four bytes in the place of its SID', () => {
  const payload = write()
    .u64(1)
    .u32(0)
    .u32(0)
    .u32(0)
    .u32(0)
    .u64(0)
    .u32(0)
    .u32(0)
    .utf8z('Idle')
    .utf16z('')
    .utf16z('')
    .utf16z('');
  expect(kernel(3, 3, 4, payload)).toMatchObject({
    isExact: true,
    fields: { UserSID: null, ImageFileName: 'Idle' },
  });
});

test.each([
  [0, (w: ByteWriter) => w.u64(9).u64(4).u64(1).u64(0).bytes(sidBytes(5, 18)).utf8z('a.exe')],
  [
    1,
    (w: ByteWriter) =>
      w.u64(1).u32(9).u32(4).u32(0).u32(0).u64(1).u64(0).bytes(sidBytes(5, 18)).utf8z('a.exe'),
  ],
  [
    2,
    (w: ByteWriter) =>
      w.u64(1).u32(9).u32(4).u32(0).u32(0).u64(1).u64(0).bytes(sidBytes(5, 18)).utf8z('a.exe').utf16z('a'),
  ],
  [
    3,
    (w: ByteWriter) =>
      w
        .u64(1)
        .u32(9)
        .u32(4)
        .u32(0)
        .u32(0)
        .u64(5)
        .u64(1)
        .u64(0)
        .bytes(sidBytes(5, 18))
        .utf8z('a.exe')
        .utf16z('a'),
  ],
])('version %i of a process event has a layout of its own', (version, fill) => {
  expect(kernel(3, 2, version, fill(write()))).toMatchObject({
    name: 'Process/End',
    isExact: true,
    fields: { UserSID: 'S-1-5-18', ImageFileName: 'a.exe' },
  });
});

test('a class GUID in a FULL_HEADER event names the same events as a group', () => {
  const payload = write().u64(0x1000).u64(0x800).u32(4).utf16z('a.sys').finish();
  const event = fullHeaderEvent({
    ticks: 1,
    guid: '2cb15d1d-5fc1-11d2-abe1-00a0c911f518',
    opcode: 10,
    version: 1,
    payload,
  });
  expect(decodeWritten(new Catalog(), event)[0]).toMatchObject({
    name: 'Image/Load',
    provider: 'Windows Kernel Trace',
    isExact: true,
    fields: { ProcessId: 4, FileName: 'a.sys' },
  });
});

test('a COMPACT event is decoded as a SYSTEM event is (synthetic: no real file has any)', () => {
  const event = compactEvent({
    ticks: 1,
    group: 1,
    opcode: 15,
    version: 3,
    payload: write().u64(5).u32(6).finish(),
  });
  expect(decodeWritten(new Catalog(), event)[0]).toMatchObject({
    name: 'DiskIo/FlushInit',
    isExact: true,
    fields: { Irp: '0x0000000000000005', IssuingThreadId: 6 },
  });
});

test('hardware counters between header and payload are stepped over (synthetic)', () => {
  const payload = write().u64(5).u32(6).finish();
  const events = [
    systemEvent({ ticks: 1, group: 1, opcode: 15, version: 3, payload, pmc: [1, 2, 3] }),
    systemEvent({ ticks: 2, group: 1, opcode: 15, version: 3, payload, pebs: 7 }),
    systemEvent({ ticks: 3, group: 1, opcode: 15, version: 3, payload, pebs: 7, pmc: [1] }),
  ];
  for (const decoded of decodeWritten(new Catalog(), ...events)) {
    expect(decoded).toMatchObject({
      name: 'DiskIo/FlushInit',
      isExact: true,
      fields: { IssuingThreadId: 6 },
    });
  }
});

test('what the table does not know keeps a name and its bytes', () => {
  const payload = write().u32(1);
  expect(kernel(3, 77, 2, payload)).toMatchObject({ name: 'Process/Opcode(77)', fields: {}, isExact: false });
  expect(kernel(99, 7, 2, payload)).toMatchObject({ name: 'Kernel(99/7)', source: null });
  // A version older than any that is documented.
  expect(kernel(5, 36, 0, payload)).toMatchObject({ name: 'Thread/CSwitch', fields: {} });
});

test('a mark of the Performance Recorder is a text', () => {
  const payload = write().utf8z('phase two').finish();
  const [mark] = decodeWritten(new Catalog(), perfInfoEvent({ ticks: 1, group: 15, opcode: 34, payload }));
  expect(mark).toMatchObject({ name: 'PerfInfo/Mark', isExact: true, fields: { Text: 'phase two' } });
});
