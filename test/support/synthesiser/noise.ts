import {
  eventHeaderEvent,
  field,
  perfInfoEvent,
  providerGuid,
  systemEvent,
  traceLoggingEvent,
} from '../etl-writer/index.ts';
import type { Random } from '../random.ts';
import type { EventClock } from './clock.ts';
import type { Destination } from './destination.ts';
import { putWide, type Wide, wide } from './wide.ts';

/** An event of somebody else, encoded once; `ids` lie where its colliding ids are. */
interface NoiseTemplate {
  readonly bytes: Uint8Array;
  /** Where its time lies. */
  readonly time: number;
  readonly ids: readonly number[];
}

const manifestProvider = '2f07e2ee-15db-40f1-90ef-9d7ba282188a';
const impostor = { name: 'Contoso.Storage.Driver' };

/** Events of other providers, among them one that logs events of the same names with ids that collide. */
export class NoiseSource {
  events = 0;
  /** Model time at which the trace starts. */
  epoch = 0;
  /** Ids that the impostor picks from: 1 to this. */
  highestId = 1;
  readonly #destination: Destination;
  readonly #clock: EventClock;
  readonly #random: Random;
  readonly #processors: number;
  readonly #perEvent: number;
  readonly #baseTicks: Wide;
  readonly #idBase: Wide;
  readonly #templates: readonly NoiseTemplate[];
  #debt = 0;

  /** `share`: of all events of the trace, how many are noise. */
  constructor(
    destination: Destination,
    clock: EventClock,
    random: Random,
    options: { share: number; processors: number; baseTicks: bigint; idBase: bigint },
  ) {
    this.#destination = destination;
    this.#clock = clock;
    this.#random = random;
    this.#processors = options.processors;
    this.#perEvent = options.share / (1 - options.share);
    this.#baseTicks = wide(options.baseTicks);
    this.#idBase = wide(options.idBase);
    this.#templates = templates();
  }

  /** Called before each event of the driver: writes as many events as the share asks for. */
  keepUp(): void {
    this.#debt += this.#perEvent;
    while (this.#debt >= 1) {
      this.#debt--;
      this.emit();
    }
  }

  emit(): void {
    const processor = this.#random.below(this.#processors);
    const template = this.#random.pick(this.#templates);
    const ticks = this.#clock.stamp(processor) - this.epoch;
    const destination = this.#destination;
    const at = destination.reserve(processor, template.bytes.length, ticks, 'noise', 0, 0, 0);
    destination.bytes.set(template.bytes, at);
    putWide(destination.view, at + template.time, this.#baseTicks, ticks);
    for (const id of template.ids) {
      putWide(destination.view, at + id, this.#idBase, 1 + this.#random.below(this.highestId));
    }
    this.events++;
  }
}

function templates(): NoiseTemplate[] {
  const typed = (bytes: Uint8Array): NoiseTemplate => ({ bytes, time: 16, ids: [] });
  const contextSwitch = { ticks: 0, group: 5, opcode: 36, version: 4, payload: new Uint8Array(24) };
  const manifest = {
    ticks: 0,
    provider: manifestProvider,
    id: 10,
    payload: new Uint8Array(32),
    keyword: 0x80,
  };
  const other = {
    ticks: 0,
    provider: { name: 'Contoso.Telemetry', guid: providerGuid('Contoso.Telemetry') },
    name: 'Heartbeat',
    fields: [field('Text', 'wstr'), field('Count', 'u32')],
    values: { Text: 'noise', Count: 3 },
  };
  return [
    { bytes: perfInfoEvent(contextSwitch).bytes, time: 8, ids: [] },
    typed(systemEvent({ ...contextSwitch, group: 3, opcode: 10 }).bytes),
    typed(eventHeaderEvent(manifest).bytes),
    typed(eventHeaderEvent({ ...manifest, bits: 32, id: 11 }).bytes),
    typed(traceLoggingEvent(other).bytes),
    impostorTemplate('IrpAllocated', ['IrpId']),
    impostorTemplate('IrpFreed', ['IrpId']),
    impostorTemplate('IrpCompleted', ['CallId', 'IrpId']),
    impostorTemplate('WskCallIssued', ['CallId', 'IrpId', 'SocketId']),
  ];
}

function impostorTemplate(name: string, ids: readonly string[]): NoiseTemplate {
  const fields = ids.map((id) => field(id, 'u64'));
  const values = Object.fromEntries(ids.map((id) => [id, 0]));
  const { bytes } = traceLoggingEvent({ ticks: 0, provider: impostor, name, fields, values });
  return { bytes, time: 16, ids: ids.map((_, index) => bytes.length - 8 * (ids.length - index)) };
}
