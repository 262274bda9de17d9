import { Command, Option } from 'commander';
import { Catalog, displayName, type Provider, type Schema } from '../../lib/decode/index.ts';
import { openTrace } from '../../lib/etl/file/index.ts';
import type { RawEvent, Trace } from '../../lib/etl/index.ts';
import {
  EVENT_FORMATS,
  type EventFormat,
  EventReader,
  eventWriter,
  LineBuffer,
} from '../../lib/report/index.ts';
import { capped, cellMaker, MAX_ERROR, printable } from '../../lib/text/index.ts';
import { addSchemaFiles } from '../files/schema-files.ts';
import { parseDuration, refuseEmptyStretch } from '../options/duration.ts';
import { parseCount } from '../options/integer.ts';
import { collect } from '../options/list.ts';
import { SPREADSHEET_HELP } from '../options/spreadsheet.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfDamage } from '../warnings.ts';

interface EventsOptions {
  readonly provider?: string[];
  readonly event?: string[];
  readonly from?: number;
  readonly to?: number;
  readonly limit?: number;
  readonly manifest?: string[];
  readonly tmf?: string[];
  readonly format: EventFormat;
  readonly spreadsheet?: boolean;
}

export function eventsCommand(terminal: Terminal): Command {
  return new Command('events')
    .argument('<file>', 'trace file (.etl, .etl.gz, .etl.zip)')
    .option('--provider <name>', 'only of this provider, by name or GUID (may be repeated)', collect)
    .option('--event <name>', 'only of this name (may be repeated)', collect)
    .option('--from <time>', 'not before this time since the trace’s start, as in 1.5s', parseDuration)
    .option('--to <time>', 'not after this time since the trace’s start', parseDuration)
    .option('--limit <n>', 'at most so many events', parseCount)
    .option(
      '--manifest <path>',
      'decode by this manifest, or by those of this folder (may be repeated)',
      collect,
    )
    .option(
      '--tmf <path>',
      'decode WPP by this .tmf file, or by those of this folder (may be repeated)',
      collect,
    )
    .addOption(new Option('--format <format>', 'how to print them').choices(EVENT_FORMATS).default('table'))
    .option('--spreadsheet', SPREADSHEET_HELP)
    .addHelpText(
      'after',
      '\nExample:\n  wsktrace events trace.etl --event IrpCompleted --from 200ms --format ndjson',
    )
    .action(async (file: string, options: EventsOptions) => {
      refuseEmptyStretch(options);
      const catalog = new Catalog();
      addSchemaFiles(catalog, options, terminal);
      const trace = await openTrace(file);
      try {
        await printEvents(trace, catalog, options, terminal);
      } finally {
        trace.close();
      }
    });
}

async function printEvents(
  trace: Trace,
  catalog: Catalog,
  options: EventsOptions,
  terminal: Terminal,
): Promise<void> {
  const { clock } = trace;
  const reader = new EventReader(trace, catalog);
  const cell = cellMaker(terminal.place, options.spreadsheet);
  const writer = eventWriter(options.format, reader, terminal.style, cell);
  const lines = new LineBuffer(options.format === 'table' ? terminal.out : terminal.data);
  const isWanted = nameFilter(options);
  const from = options.from ?? Number.NEGATIVE_INFINITY;
  const to = options.to ?? Number.POSITIVE_INFINITY;
  const pass = trace.events();
  lines.text(writer.head);
  let left = options.limit ?? Number.POSITIVE_INFINITY;
  for (let event = pass.next(); event !== null && left > 0; event = pass.next()) {
    const timeNs = clock.toNs(event.ticks);
    if (timeNs > to) {
      break;
    }
    const provider = catalog.providerOf(event);
    let schema = catalog.schemaOf(event, provider);
    if (schema === null && catalog.isWanting) {
      await catalog.loadSchemas();
      schema = catalog.schemaOf(event, provider);
    }
    if (timeNs >= from && isWanted(event, provider, schema)) {
      writer.write(lines, event, provider, schema);
      left--;
    }
  }
  lines.flush();
  for (const fault of reader.faults) {
    terminal.warn(`wsktrace: ${printable(trace.source.name)}: ${printable(capped(fault, MAX_ERROR))}`);
  }
  const { list: damage, count: damageCount } = pass.damage;
  warnOfDamage({ file: trace.source.name, damage, damageCount }, terminal);
}

type NameFilter = (event: RawEvent, provider: Provider | null, schema: Schema | null) => boolean;

/** Providers by name or GUID, events by name, in any case. */
function nameFilter({ provider: providers, event: events }: EventsOptions): NameFilter {
  const wantedProviders = providers?.map((name) => name.toLowerCase().replace(/^\{(.*)\}$/, '$1'));
  const wantedEvents = events?.map((name) => name.toLowerCase());
  const isProviderWanted = (provider: Provider | null) =>
    [provider?.id, provider?.name?.toLowerCase()].some(
      (name) => name !== undefined && wantedProviders!.includes(name),
    );
  return (event, provider, schema) =>
    (wantedProviders === undefined || isProviderWanted(provider)) &&
    (wantedEvents === undefined || wantedEvents.includes(displayName(event, schema).toLowerCase()));
}
