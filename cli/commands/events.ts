import { Command, Option } from 'commander';
import { Catalog, type Provider, type Schema } from '../../lib/decode/index.ts';
import { openTrace } from '../../lib/etl/file/index.ts';
import type { Trace } from '../../lib/etl/index.ts';
import { EVENT_FORMATS, type EventFormat, eventFormatter, eventRecord } from '../../lib/report/index.ts';
import { parseDuration } from '../options/duration.ts';
import { parseCount } from '../options/integer.ts';
import { collect } from '../options/list.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfDamage } from '../warnings.ts';

interface EventsOptions {
  readonly provider?: string[];
  readonly event?: string[];
  readonly from?: number;
  readonly to?: number;
  readonly limit?: number;
  readonly format: EventFormat;
}

/** Lines are handed over in pieces of about this many characters. */
const CHUNK = 1 << 16;

export function eventsCommand(terminal: Terminal): Command {
  return new Command('events')
    .description('print the events of a trace, decoded, in time order')
    .argument('<file>', 'trace file (.etl, .etl.gz, .etl.zip)')
    .option('--provider <name>', 'only of this provider, by name or GUID (may be repeated)', collect)
    .option('--event <name>', 'only of this name (may be repeated)', collect)
    .option('--from <time>', 'not before this time since the trace’s start, as in 1.5s', parseDuration)
    .option('--to <time>', 'not after this time since the trace’s start', parseDuration)
    .option('--limit <n>', 'at most so many events', parseCount)
    .addOption(new Option('--format <format>', 'how to print them').choices(EVENT_FORMATS).default('table'))
    .addHelpText(
      'after',
      '\nExample:\n  wsktrace events trace.etl --event IrpCompleted --from 200ms --format ndjson',
    )
    .action(async (file: string, options: EventsOptions) => {
      const trace = await openTrace(file);
      try {
        printEvents(trace, options, terminal);
      } finally {
        trace.close();
      }
    });
}

function printEvents(trace: Trace, options: EventsOptions, terminal: Terminal): void {
  const { clock } = trace;
  const catalog = new Catalog();
  const formatter = eventFormatter(options.format, terminal.style);
  const isWanted = nameFilter(options);
  const from = options.from ?? Number.NEGATIVE_INFINITY;
  const to = options.to ?? Number.POSITIVE_INFINITY;
  const pass = trace.events();
  let chunk = formatter.head;
  let left = options.limit ?? Number.POSITIVE_INFINITY;
  for (let event = pass.next(); event !== null && left > 0; event = pass.next()) {
    const timeNs = clock.toNs(event.ticks);
    if (timeNs > to) {
      break;
    }
    const provider = catalog.providerOf(event);
    const schema = catalog.schemaOf(event, provider);
    if (timeNs >= from && isWanted(provider, schema)) {
      chunk += formatter.line(eventRecord(event, clock, provider, schema));
      left--;
    }
    if (chunk.length >= CHUNK) {
      terminal.out(chunk);
      chunk = '';
    }
  }
  terminal.out(chunk);
  warnOfDamage(
    { file: trace.source.name, damage: pass.damage.list, damageCount: pass.damage.count },
    terminal,
  );
}

type NameFilter = (provider: Provider | null, schema: Schema | null) => boolean;

/** Providers by name or GUID, events by name, in any case. */
function nameFilter({ provider: providers, event: events }: EventsOptions): NameFilter {
  const wantedProviders = providers?.map((name) => name.toLowerCase().replace(/^\{(.*)\}$/, '$1'));
  const wantedEvents = events?.map((name) => name.toLowerCase());
  return (provider, schema) => {
    if (wantedProviders !== undefined) {
      const names = [provider?.id, provider?.name?.toLowerCase()];
      if (!names.some((name) => name !== undefined && wantedProviders.includes(name))) {
        return false;
      }
    }
    return (
      wantedEvents === undefined || (schema !== null && wantedEvents.includes(schema.eventName.toLowerCase()))
    );
  };
}
