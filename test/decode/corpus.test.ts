import { expect, test } from 'vitest';
import { Catalog } from '../../lib/decode/index.ts';
import type { Trace } from '../../lib/etl/index.ts';
import { corpusTraces, describeCorpus, openCorpusTrace } from '../support/corpus.ts';
import { agrees, type BaselineEvent, readBaseline } from './baseline.ts';
import { type DecodedEvent, decodeAll } from './decoded.ts';

/** What TraceEvent calls otherwise than Windows does: patterns over `provider/event` in our words, in order. */
const RENAMED: readonly (readonly [RegExp, string])[] = [
  [/^Windows Kernel Trace\//, 'Windows Kernel/'],
  [/^KernelTraceControl\/SysConfig\//, 'Windows Kernel/SysConfig/'],
  [/^KernelTraceControl\/ImageID\/Info$/, 'KernelTraceControl/ImageID'],
  [/^(Windows Kernel)\/(SystemConfig\/Platform|Image\/KernelBase)$/, 'MSNT_SystemTrace/$2'],
  [/\/EventTrace\/Header$/, '/EventTrace'],
  [/\/RDComplete$/, '/RundownComplete'],
  [/\/(Process|Thread)\/End$/, '/$1/Stop'],
  [/\/DCEnd$/, '/DCStop'],
  [/\/Image\/UnLoad$/, '/Image/Unload'],
  [/\/SampleProf$/, '/Sample'],
  [/\/DiskIo\//, '/DiskIO/'],
  [/\/PageFault\/HardFault$/, '/Memory/HardFault'],
  [/IPV4$/, ''],
  // The runtime's events: TraceEvent has them built in, under names of its own.
  [/\/CLRMethod(?:Rundown)?\/(?:Method)?/, '/Method/'],
  [/\/CLRLoader(?:Rundown)?\//, '/Loader/'],
  [/\/CLRRuntimeInformation(?:Rundown)?\//, '/Runtime/'],
  [/\/GarbageCollection\/GCMarkOlderGenerationRoots$/, '/GC/MarkCards'],
  [/\/GarbageCollection\/GC(\w+)Begin$/, '/GC/$1Start'],
  [/\/GarbageCollection\/GC(\w+)End$/, '/GC/$1Stop'],
  [/\/GarbageCollection\/(?:GC)?(?!IncreaseMemoryPressure)/, '/GC/'],
  [/(DotNETRuntimeRundown\/.*)DCEnd/, '$1DCStop'],
];

function asTraceEventNames(event: DecodedEvent): string {
  return RENAMED.reduce((name, [from, to]) => name.replace(from, to), `${event.provider}/${event.name}`);
}

/** Fields that TraceEvent makes up from other events or fields, or that it takes from beyond the payload. */
const MADE_UP = new Set([
  'BuildTime',
  'UtcOffsetMinutes',
  'Priority',
  'ElapsedTimeMSec',
  'DiskServiceTimeMSec',
  'ParentThreadID',
  'ParentProcessID',
  'ProcessorNumber',
  'ExecutingDPC',
  'ExecutingISR',
  'Rank',
  'PayloadLength',
  'ModuleILFileName',
  'CreateDisposition',
  'TotalHeapSize',
  'TotalPromoted',
  'DurationNs',
]);
/** Fields of later versions of the runtime's events, which TraceEvent shows as empty for this one. */
const LATER = new Set([
  'ReJITID',
  'OptimizationTier',
  'ObjectSize',
  'ClientSequenceNumber',
  'GenerationSize4',
  'TotalPromotedSize4',
  'LockID',
  'AssociatedObjectID',
  'LockOwnerThreadID',
]);
/** Fields that TraceEvent calls otherwise than Windows does. */
const FIELD_NAMES: Readonly<Record<string, string>> = {
  PageDirectoryBase: 'DirectoryTableBase',
  SessionName: 'SessionNameString',
  LogFileName: 'LogFileNameString',
  SampleSource: 'Source',
  FileKey: 'FileObject',
  StartAddr: 'Affinity',
  MemoryCount: 'PageFaultCount',
  IrpPtr: 'Irp',
  FileAttributes: 'CreateAttributes',
};
/** Fields, by the beginning of their event's name, that show something else by intention. */
const OTHERWISE = new Set([
  // TraceEvent turns NT paths into drive letters, and a disk event's file key into its file.
  'Windows Kernel/Image FileName',
  'Windows Kernel/DiskIO FileName',
  'Windows Kernel/Memory FileName',
  'Microsoft-Windows-Kernel-File/Create FileName',
  // It shows the process that the event belongs to, as it knows it from others.
  'KernelTraceControl/ImageID ProcessID',
  'Windows Kernel/SystemConfig ProcessName',
  // It reads these by the layout of the event's first version, which had the fields in another order.
  ...['context', 'dsize', 'saddr', 'sport', 'size', 'daddr', 'dport'].map(
    (name) => `Windows Kernel/UdpIp ${name}`,
  ),
  // It shows the low 24 bits, and the disposition in the highest byte as a field of its own.
  'Microsoft-Windows-Kernel-File/Create CreateOptions',
  // Of these maps it knows more, fewer or other names than the schema in the trace, or orders them otherwise.
  'PerfView/KernelEnableParameters keywords',
  'PerfView/KernelEnableParameters stacks',
  'Microsoft-Windows-DotNETRuntime/AppDomainResourceManagement Flags',
  'Microsoft-Windows-DotNETRuntime/Loader ModuleFlags',
  'Microsoft-Windows-DotNETRuntime/Loader AppDomainFlags',
  'Microsoft-Windows-DotNETRuntimeRundown/Loader AppDomainFlags',
  // The session's name is not in the payload of the version that this trace holds.
  'Microsoft-Windows-Kernel-EventTracing/ETW_TASK_PROVIDER SessionName',
  // These stand in a struct of ours, and the depth in another event.
  'Microsoft-Windows-DotNETRuntime/Type TypeID_0',
  'Microsoft-Windows-DotNETRuntime/Type TypeName_0',
  'Microsoft-Windows-DotNETRuntime/GC TypeName',
  'Microsoft-Windows-DotNETRuntime/GC Depth',
  // Read otherwise, and wrongly: see below.
  'solar_system/PrimitiveTypesTest char_type',
  'solar_system/PrimitiveTypesTest system_time_type',
]);

/** Decoded events by the whole millisecond that they fall into. */
function byTime(trace: Trace, decoded: readonly DecodedEvent[]): (ms: number) => readonly DecodedEvent[] {
  const table = new Map<number, DecodedEvent[]>();
  for (const event of decoded) {
    const key = Math.floor(trace.clock.toNs(event.ticks) / 1e6);
    table.set(key, [...(table.get(key) ?? []), event]);
  }
  return (ms) =>
    [-1, 0, 1]
      .flatMap((offset) => table.get(Math.floor(ms) + offset) ?? [])
      .filter((event) => Math.abs(trace.clock.toNs(event.ticks) / 1e6 - ms) < 0.0011);
}

/** Holds our events against the baseline's: those that we lack, and fields that we lack or show otherwise. */
function compare(at: ReturnType<typeof byTime>, theirs: readonly BaselineEvent[]) {
  const result = {
    missing: [] as string[],
    lacking: new Set<string>(),
    differing: [] as string[],
    agreed: 0,
  };
  for (const event of theirs) {
    const ours = at(event.ms).filter(
      (each) =>
        each.processor === event.processor &&
        each.payloadBytes === event.payloadBytes &&
        asTraceEventNames(each) === event.name,
    );
    if (ours.length === 0) {
      result.missing.push(`${event.ms} ${event.name}`);
      continue;
    }
    const family = event.name.split('/').slice(0, 2).join('/');
    for (const [name, value] of event.fields) {
      if (MADE_UP.has(name) || LATER.has(name) || OTHERWISE.has(`${family} ${name}`)) {
        continue;
      }
      const values = ours.map((each) => fieldOf(each, FIELD_NAMES[name] ?? name) ?? fieldOf(each, name));
      const verdicts = values.map((each) => (each === undefined ? undefined : agrees(value, each)));
      if (values.every((each) => each === undefined)) {
        result.lacking.add(`${family} ${name}`);
      } else if (verdicts.includes(true)) {
        result.agreed++;
      } else if (!verdicts.includes(undefined)) {
        result.differing.push(`${event.ms} ${event.name} ${name}: ${value}, not ${values[0]}`);
      }
    }
  }
  return result;
}

function fieldOf(event: DecodedEvent, name: string): unknown {
  const found = Object.keys(event.fields).find((key) => key.toLowerCase() === name.toLowerCase());
  return found === undefined ? undefined : event.fields[found];
}

function countsByName(decoded: readonly DecodedEvent[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const event of decoded) {
    const name = asTraceEventNames(event);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Events that are in the file, and that TraceEvent drops on its way to the baseline's counts. */
function isLeftOut({ name, fields: { MethodFlags } }: DecodedEvent): boolean {
  // Samples of idle processors, and methods that were loaded without being jitted.
  return name === 'PerfInfo/SampleProf' || (name === 'CLRMethod/MethodLoadVerbose' && MethodFlags === 16);
}

/** The trace holds no schema of this provider, and TraceEvent has it built in. */
const UNDESCRIBED = 'Microsoft-Windows-DotNETRuntimePrivate';

describeCorpus("Microsoft's baseline of net.4.5.2.x86", () => {
  const name = 'microsoft__perfview__net.4.5.2.x86';
  const trace = openCorpusTrace(`${name}.etl`);
  const decoded = decodeAll(trace);
  const at = byTime(trace, decoded);
  const { events, counts } = readBaseline(`${name}.baseline.txt`);
  const isKernel = ({ name }: BaselineEvent) =>
    /^(Windows Kernel|MSNT_SystemTrace|KernelTraceControl)/.test(name);

  test('lists the kernel events and their fields as we do', () => {
    const { agreed, ...faults } = compare(at, events.filter(isKernel));
    expect(faults).toEqual({ missing: [], lacking: new Set(), differing: [] });
    expect(agreed).toBeGreaterThan(900);
  });

  test('lists the events that schemas in the trace describe as we do', () => {
    const described = events.filter((event) => !isKernel(event) && !event.name.startsWith(UNDESCRIBED));
    const { agreed, ...faults } = compare(at, described);
    expect(faults).toEqual({ missing: [], lacking: new Set(), differing: [] });
    expect(agreed).toBeGreaterThan(700);
  });

  test('counts as many of each event as we do', () => {
    const ours = countsByName(decoded.filter((event) => !isLeftOut(event)));
    const differing = [...counts]
      .filter(
        ([event, count]) =>
          !event.startsWith(UNDESCRIBED) && !event.endsWith('/Sample') && ours.get(event) !== count,
      )
      .map(([event, count]) => `${event}: ${count}, not ${ours.get(event)}`);
    expect(differing).toEqual([]);
  });

  test('knows the events of a provider without a schema, which we show by number', () => {
    const theirs = [...counts].filter(([event]) => event.startsWith(UNDESCRIBED));
    const ours = decoded.filter((event) => event.source === null);
    expect(ours.length).toBe(theirs.reduce((sum, [, count]) => sum + count, 0));
    expect(ours.every((event) => /^Event\(\d+\)$/.test(event.name))).toBe(true);
  });
});

describeCorpus("Microsoft's baseline of primitive-types", () => {
  const trace = openCorpusTrace('microsoft__perfview__primitive-types.etl');
  const decoded = decodeAll(trace);

  test('shows the fields of its TraceLogging events as we do', () => {
    const { events } = readBaseline('microsoft__perfview__primitive-types.baseline.txt');
    const { agreed, ...faults } = compare(byTime(trace, decoded), events);
    expect(faults).toEqual({ missing: [], lacking: new Set(), differing: [] });
    // 20 fields of the header, and 10 of each of 5 events.
    expect(agreed).toBeGreaterThanOrEqual(68);
  });

  test('shows a character as its number, and a SYSTEMTIME without its milliseconds', () => {
    const events = decoded.filter((event) => event.name === 'PrimitiveTypesTest');
    expect(events.map(({ fields: { char_type } }) => char_type)).toEqual(['M', 'V', 'E', 'M', 'J']);
    for (const { file_time_type, system_time_type } of events.map(({ fields }) => fields)) {
      // The program took both times at once; FILETIME goes on where SYSTEMTIME ends.
      expect(String(file_time_type).slice(0, 23)).toBe(String(system_time_type).slice(0, 23));
    }
  });
});

describeCorpus("Microsoft's baseline of gcevents", () => {
  test('lists the same events at the same times, which only a manifest from elsewhere could name', () => {
    const trace = openCorpusTrace('microsoft__perfview__gcevents.etl');
    const decoded = decodeAll(trace);
    const at = byTime(trace, decoded);
    const { events, counts } = readBaseline('microsoft__perfview__gcevents.baseline.txt');
    for (const event of events) {
      const same = at(event.ms).filter((ours) => ours.payloadBytes === event.payloadBytes);
      expect(same.map((ours) => ours.processor)).toContain(event.processor);
    }
    const runtime = decoded.filter((event) => event.source === null);
    const theirs = [...counts].filter(([event]) => event.startsWith('Microsoft-Windows-DotNETRuntime'));
    expect(runtime.length).toBe(theirs.reduce((sum, [, count]) => sum + count, 0));
  });
});

describeCorpus('every event of the corpus', () => {
  const traces = corpusTraces();

  async function decodedOf(name: string): Promise<DecodedEvent[]> {
    const catalog = new Catalog();
    return catalog.withSchemas(() => decodeAll(openCorpusTrace(name), catalog));
  }

  test.each(traces)('takes its whole payload by its schema: %s', async (name) => {
    const inexact = (await decodedOf(name)).filter(
      (event) => event.source !== null && !event.isExact && !isKnownMisfit(event, name),
    );
    expect(inexact.map((event) => `${event.source} ${event.provider} ${event.name}`)).toEqual([]);
  });

  test('is described by one of the sources, or visible by its number', async () => {
    const bySource: Record<string, number> = {};
    for (const name of traces) {
      for (const { source } of await decodedOf(name)) {
        bySource[source ?? 'none'] = (bySource[source ?? 'none'] ?? 0) + 1;
      }
    }
    expect(bySource).toEqual({
      tracelogging: 310,
      embedded: 41_029,
      eventsource: 160,
      kernel: 666_492,
      windows: 15_886,
      none: 22_537,
    });
  });
});

/** Events whose payload is not what their schema says; none of it is lost, what is left over shows as hex. */
function isKnownMisfit(event: DecodedEvent, trace: string): boolean {
  // The schema of the runtime's stack event tells of two frames, and the payload holds as many as there were.
  if (event.name === 'CLRStack/CLRStackWalk') {
    return true;
  }
  // PerfView logs four bytes more than its manifest tells.
  if (event.name === 'ClrEnableParameters') {
    return true;
  }
  // A 32-bit process replayed events of a 64-bit kernel: the header tells its pointer size, not theirs.
  if (/google__sawbuck__\w+_64_/.test(trace)) {
    return true;
  }
  // The first version of this event that no dump of a manifest has puts four bytes behind the others.
  if (event.source === 'windows' && event.name === 'ProcessStart/Start') {
    return true;
  }
  // Kernel events of a known class for which Microsoft documents no layout.
  return /\/Opcode\(\d+\)$/.test(event.name);
}
