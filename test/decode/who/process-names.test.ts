import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProcessNames } from '../../../lib/decode/index.ts';
import { NameTimeline } from '../../../lib/decode/who/timeline.ts';
import { describeCorpus, openCorpusTrace, readCorpusText } from '../../support/corpus.ts';
import { ByteWriter, fullHeaderEvent, type RawEvent, systemEvent } from '../../support/etl-writer/index.ts';
import { eachEvent, traceOf } from '../decoded.ts';

const opcode = { start: 1, end: 2, listed: 3, listedAtEnd: 4 } as const;
type What = keyof typeof opcode;

function processEvent(ticks: number, what: What, pid: number, name: string): RawEvent {
  const payload = new ByteWriter().u64(0x1000).u32(pid).u32(4).u32(0).u32(0).u64(0).u32(0).u32(0);
  payload.utf8z(name).utf16z('').utf16z('').utf16z('');
  return systemEvent({ ticks, group: 3, opcode: opcode[what], version: 4, payload: payload.finish() });
}

function threadEvent(ticks: number, what: What, pid: number, tid: number, name = ''): RawEvent {
  const payload = new ByteWriter().u32(pid).u32(tid);
  for (let i = 0; i < 7; i++) payload.u64(0);
  payload.u32(0).u32(0).utf16z(name);
  return systemEvent({ ticks, group: 5, opcode: opcode[what], version: 3, payload: payload.finish() });
}

function imageEvent(
  ticks: number,
  what: 'load' | 'unload' | 'listed',
  pid: number,
  base: number,
  name: string,
): RawEvent {
  const payload = new ByteWriter()
    .u64(base)
    .u64(0x1000)
    .u32(pid)
    .u32(0)
    .u32(0)
    .u32(0)
    .u64(base)
    .zeros(16)
    .utf16z(name);
  const [group, code] = { load: [3, 10], unload: [20, 2], listed: [20, 3] }[what] as [number, number];
  return systemEvent({ ticks, group, opcode: code, version: 2, payload: payload.finish() });
}

/** Times in what follows count from the first event, as `ticks` of events do. */
function namesOf(...events: RawEvent[]): ProcessNames {
  const names = new ProcessNames();
  eachEvent(traceOf(systemEvent({ ticks: 0, group: 0, opcode: 8 }), ...events), (event) => names.add(event));
  return names;
}

test('a process has its name between its start and its end', () => {
  const names = namesOf(
    processEvent(10, 'start', 44, 'driver.exe'),
    processEvent(20, 'end', 44, 'driver.exe'),
  );
  expect(names.processName(44, 5)).toBeNull();
  expect(names.processName(44, 10)).toBe('driver.exe');
  expect(names.processName(44, 15)).toBe('driver.exe');
  // What is logged about it just after is still about it.
  expect(names.processName(44, 25)).toBe('driver.exe');
  expect(names.processName(45, 15)).toBeNull();
});

test('a process id that is given again has the name of its time', () => {
  const names = namesOf(
    processEvent(10, 'end', 44, 'first.exe'),
    processEvent(20, 'start', 44, 'second.exe'),
    processEvent(30, 'end', 44, 'second.exe'),
    processEvent(40, 'listedAtEnd', 44, 'third.exe'),
  );
  expect(names.processName(44, 1)).toBe('first.exe');
  expect(names.processName(44, 15)).toBe('first.exe');
  expect(names.processName(44, 25)).toBe('second.exe');
  expect(names.processName(44, 40)).toBe('third.exe');
});

test.each<What>(['listed', 'listedAtEnd'])('a process that is %s was there all the time', (what) => {
  const names = namesOf(processEvent(50, what, 4, 'System'));
  expect(names.processName(4, 1)).toBe('System');
  expect(names.processName(4, 100)).toBe('System');
});

test('process 0 is the idle process, whatever it is listed as', () => {
  expect(namesOf(processEvent(1, 'listed', 0, '')).processName(0, 5)).toBe('Idle');
});

test('a thread has its name and its process', () => {
  const names = namesOf(threadEvent(5, 'listed', 4, 100, 'worker'), threadEvent(6, 'start', 44, 101));
  expect(names.threadName(100, 50)).toBe('worker');
  expect(names.threadName(101, 50)).toBeNull();
  expect(names.processOfThread(100, 50)).toBe(4);
  expect(names.processOfThread(101, 50)).toBe(44);
  expect(names.processOfThread(102, 50)).toBeNull();
});

test('a thread can be named while it runs', () => {
  const payload = new ByteWriter().u32(4).u32(100).utf16z('renamed').finish();
  const names = namesOf(
    threadEvent(5, 'start', 4, 100, 'worker'),
    systemEvent({ ticks: 9, group: 5, opcode: 72, version: 2, payload }),
  );
  expect(names.threadName(100, 7)).toBe('worker');
  expect(names.threadName(100, 9)).toBe('renamed');
});

test('an address is told by the image that lies there, and drivers are in every process', () => {
  const names = namesOf(
    imageEvent(1, 'listed', 4, 0x10_0000, '\\SystemRoot\\drivers\\wsk.sys'),
    imageEvent(5, 'load', 44, 0x20_0000, 'C:\\a.dll'),
    imageEvent(9, 'unload', 44, 0x20_0000, 'C:\\a.dll'),
  );
  expect(names.symbolOf(44, 0x10_0010n, 7)).toBe('wsk.sys+0x10');
  expect(names.symbolOf(44, 0x20_0fffn, 7)).toBe('a.dll+0xfff');
  expect(names.symbolOf(44, 0x20_1000n, 7)).toBeNull();
  expect(names.symbolOf(44, 0x20_0000n, 2)).toBeNull();
  expect(names.symbolOf(44, 0x20_0000n, 10)).toBeNull();
  expect(names.symbolOf(45, 0x20_0000n, 7)).toBeNull();
});

test('events that a process replays under class GUIDs count too', () => {
  const payload = new ByteWriter()
    .u64(1)
    .u32(44)
    .u32(4)
    .u32(0)
    .u32(0)
    .u64(0)
    .u32(0)
    .u32(0)
    .utf8z('a.exe')
    .utf16z('')
    .utf16z('')
    .utf16z('');
  const event = fullHeaderEvent({
    ticks: 1,
    guid: '3d6fa8d0-fe05-11d0-9dda-00c04fd7ba7c',
    opcode: 1,
    version: 4,
    payload: payload.finish(),
  });
  expect(namesOf(event).processName(44, 5)).toBe('a.exe');
});

test('facts may come in any order: a name is the same at any moment', () => {
  const fact = fc.record({
    ticks: fc.nat(100),
    kind: fc.constantFrom('start' as const, 'end' as const, 'rundown' as const),
    name: fc.constantFrom('a', 'b', 'c'),
  });
  const distinct = fc.uniqueArray(fact, { selector: ({ ticks }) => ticks, maxLength: 8 });
  fc.assert(
    fc.property(distinct, fc.nat(100), (facts, ticks) => {
      const [ordered, reversed] = [new NameTimeline(), new NameTimeline()];
      for (const each of facts) {
        ordered.add(each);
      }
      for (const each of facts.toReversed()) {
        reversed.add(each);
      }
      expect(reversed.at(ticks)).toBe(ordered.at(ticks));
    }),
  );
});

describeCorpus("the names in Microsoft's baseline", () => {
  test('are ours, without the extension', () => {
    const trace = openCorpusTrace('microsoft__perfview__net.4.5.2.x86.etl');
    const names = new ProcessNames();
    eachEvent(trace, (event) => names.add(event));
    const lines = readCorpusText('microsoft__perfview__net.4.5.2.x86.baseline.txt').split('\n');
    let compared = 0;
    for (const line of lines) {
      const [, ms, pid, name] = line.match(/^EVENT ([\d,.]+): .*? PID=(\d+); TID=-?\d+; PName=(.*?); /) ?? [];
      // Names that TraceEvent does not know it makes of the id.
      if (ms === undefined || name === '' || name!.startsWith('Process(')) {
        continue;
      }
      const ticks = Number(ms.replace(/,/g, '')) * 1e4;
      expect(names.processName(Number(pid), ticks)?.replace(/\.exe$/, '')).toBe(name);
      compared++;
    }
    expect(compared).toBe(489);
  });
});

test('an address has the image of its time, also where one was loaded there again', () => {
  const names = namesOf(
    imageEvent(10, 'unload', 0, 0x5000, '\\SystemRoot\\first.sys'),
    imageEvent(20, 'load', 0, 0x5000, '\\SystemRoot\\second.sys'),
    imageEvent(30, 'unload', 0, 0x5000, '\\SystemRoot\\second.sys'),
    imageEvent(40, 'load', 0, 0x5000, '\\SystemRoot\\second.sys'),
  );
  const at = (ticks: number) => names.symbolOf(4, 0x5010n, ticks);
  expect([5, 15, 25, 35, 45].map(at)).toEqual([
    'first.sys+0x10',
    null,
    'second.sys+0x10',
    null,
    'second.sys+0x10',
  ]);
});
