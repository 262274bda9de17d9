import {
  defaultLogfileHeader,
  TraceFileWriter,
  type TraceOptions,
  type WrittenTrace,
  writeTrace,
} from '../etl-writer/index.ts';
import { random } from '../random.ts';
import { Accounting } from './accounting.ts';
import { EventClock } from './clock.ts';
import { type Destination, LossyDestination, Recorder, type SynthesisedEvent } from './destination.ts';
import { Driver } from './driver.ts';
import { DriverLog } from './driver-log.ts';
import { scripts } from './faults/index.ts';
import type { FaultRecord, Objects } from './faults/stage.ts';
import { type Lifetime, live } from './lifetime.ts';
import { NoiseSource } from './noise.ts';
import { defaultOptions, type SynthesiserOptions } from './options.ts';
import { Scheduler } from './scheduler.ts';
import { type InjectedFault, LIFE_RULES, type Subject, type Truth } from './truth.ts';

/** A synthesised trace in memory, and what is true of it. */
export interface Synthesis {
  readonly options: SynthesiserOptions;
  readonly truth: Truth;
  /** In the order of time. */
  readonly events: readonly SynthesisedEvent[];
  /** The trace's bytes, from all events or from those given, laid out as told. */
  write(layout?: TraceOptions, events?: readonly SynthesisedEvent[]): WrittenTrace;
}

/** Synthesises a trace in memory. */
export function synthesise(wanted: Partial<SynthesiserOptions> = {}): Synthesis {
  const options = { ...defaultOptions, ...wanted };
  const recorder = new Recorder(options.startTicks, options.idBase);
  const truth = run(options, recorder);
  truth.events.total = recorder.events.length;
  return {
    options,
    truth,
    events: recorder.events,
    write: (layout = {}, events = recorder.events) => writeTrace(events, { ...headerOf(options), ...layout }),
  };
}

export interface FileOptions extends Pick<TraceOptions, 'bufferSize' | 'compression' | 'style'> {
  /** Share of the events that never reach the file. */
  lose?: number;
  /** Whether EventsLost tells of them; true unless told. */
  declareLoss?: boolean;
}

/** Synthesises a trace straight into a file: memory is what the model has outstanding, and 8 bytes a call. */
export function synthesiseFile(
  path: string,
  wanted: Partial<SynthesiserOptions> = {},
  { lose = 0, declareLoss = true, ...layout }: FileOptions = {},
): Truth & { file: { bytes: number; buffers: number } } {
  const options = { ...defaultOptions, ...wanted };
  const writer = new TraceFileWriter(path, { ...headerOf(options), ...layout });
  const lossy = new LossyDestination(writer, lose, random(options.seed ^ 0x10551e5));
  const truth = run(options, lose > 0 ? lossy : writer);
  writer.close(declareLoss ? { eventsLost: lossy.lost } : {});
  truth.events.total = writer.events;
  truth.events.lost = lossy.lost;
  return { ...truth, file: { bytes: writer.size, buffers: writer.buffers } };
}

function headerOf(options: SynthesiserOptions): Partial<TraceOptions> {
  const { clock, perfFreq, processors, startTicks, bits } = options;
  const startTime = clock === 'system' ? startTicks : defaultLogfileHeader.startTime;
  const pointerSize = bits === 32 ? 4 : 8;
  const cpuMHz = clock === 'cycles' ? perfFreq / 1e6 : defaultLogfileHeader.cpuMHz;
  return { clock, perfFreq, processors, startTicks, startTime, pointerSize, cpuMHz };
}

function run(options: SynthesiserOptions, destination: Destination): Truth {
  check(options);
  const rng = random(options.seed);
  const scheduler = new Scheduler();
  const clock = new EventClock(scheduler, rng, options.perfFreq);
  const { startTicks: baseTicks, processors, noise: share, idBase } = options;
  const noise = new NoiseSource(destination, clock, random(~options.seed), {
    share,
    processors,
    baseTicks,
    idBase,
  });
  const { schema, bits, provider } = options;
  const pointerBits = bits === 32 || schema.pointerType === 'hex32' ? 32 : 64;
  const irpBase = BigInt.asUintN(pointerBits, options.irpBase);
  const socketBase = BigInt.asUintN(pointerBits, options.socketBase);
  const fields = { ...schema, bits, provider, idBase, irpBase, socketBase, baseTicks, pid: 4 };
  const log = new DriverLog(destination, clock, noise, fields);
  const accounting = new Accounting();
  const tellsOrigin = schema.optional;
  const tellsIndications = schema.indications === true;
  const driver = new Driver({
    log,
    clock,
    accounting,
    random: rng,
    scheduler,
    processors,
    tellsOrigin,
    tellsIndications,
  });
  const lifetime: Lifetime = { records: [], unload: 'none', over: false };
  scheduler.spawn(live(driver, options, lifetime));
  scheduler.run(() => {
    noise.highestId = driver.highestId;
    return lifetime.over;
  });
  driver.finish();
  return {
    seed: options.seed,
    events: { total: 0, driver: log.events, noise: noise.events, lost: 0 },
    ...accounting.summary(),
    unload: lifetime.unload,
    faults: faults(lifetime, idBase),
  };
}

function check(options: SynthesiserOptions): void {
  const { schema, idBase, faults, noise, clock, perfFreq, ending, lateStart } = options;
  for (const rule of Object.keys(faults)) {
    if (!(rule in scripts) && !LIFE_RULES.some((known) => known === rule))
      throw new RangeError(`no such rule: ${rule}`);
  }
  const ofLife = LIFE_RULES.filter((rule) => faults[rule]);
  if (ofLife.length > 0 && ending !== 'unload') throw new RangeError(`${ofLife[0]} needs the ending unload`);
  if (ofLife.length > 1) throw new RangeError(`a driver is not both ${ofLife.join(' and ')}`);
  if (!['unload', 'drained', 'cut'].includes(ending)) throw new RangeError(`no such ending: ${ending}`);
  if (!['none', 'rundown', 'bare'].includes(lateStart))
    throw new RangeError(`no such late start: ${lateStart}`);
  if (schema.idType === 'u32' && idBase > 0xf000_0000n)
    throw new RangeError('ids of 32 bits need a smaller base');
  if (!schema.optional && faults['routine-result'])
    throw new RangeError('a narrow schema has no RoutineResult');
  if (noise < 0 || noise >= 1) throw new RangeError('noise is a share below 1');
  if (clock === 'system' && perfFreq !== 10_000_000) throw new RangeError('the system clock ticks at 10 MHz');
}

/** The faults with their objects' ids; a hang of the unload is a consequence of each that alone would hang it. */
function faults({ records, unload }: Lifetime, idBase: bigint): InjectedFault[] {
  const id = (object: { id: number } | undefined): string | undefined =>
    object && String(idBase + BigInt(object.id));
  const subject = ({ irp, call, socket }: Objects): Subject => {
    const ids = { irpId: id(irp), callId: id(call), socketId: id(socket) };
    return Object.fromEntries(Object.entries(ids).filter(([, value]) => value !== undefined));
  };
  const one = ({
    rule,
    objects,
    site,
    otherSites,
    consequences,
    hangsUnload,
  }: FaultRecord): InjectedFault => ({
    rule,
    subject: subject(objects),
    site,
    otherSites,
    consequences: [
      ...consequences.map((left) => ({ rule: left.rule, subject: subject(left.objects) })),
      ...(unload === 'stuck' && hangsUnload ? [{ rule: 'unload-stuck' as const, subject: {} }] : []),
    ],
  });
  return records.map(one);
}
