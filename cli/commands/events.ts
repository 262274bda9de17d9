import { Command } from 'commander';
import { Catalog, type EventIdentity, loadStatusNames, type Schema } from '../../lib/decode/index.ts';
import { type RawEvent, type Trace, TraceError } from '../../lib/etl/index.ts';
import { EventFilter, EventReader } from '../../lib/events/index.ts';
import { columnsOf, EventCounts, eventWriter, LineBuffer } from '../../lib/report/index.ts';
import { capped, cellMaker, MAX_ERROR, printable } from '../../lib/text/index.ts';
import { ObjectEvents, shownSchema } from '../../lib/wsk/index.ts';
import { addEventsOptions, type EventsOptions, selectionOf } from '../events/options.ts';
import { warnOfNoEvents } from '../events/warnings.ts';
import { openInput } from '../files/open-input.ts';
import { addSchemaFiles } from '../files/schema-files.ts';
import { refuseEmptyStretch } from '../options/duration.ts';
import { refuseSpreadsheet } from '../options/spreadsheet.ts';
import type { Terminal } from '../terminal.ts';
import { warnOfDamage } from '../warnings.ts';

export function eventsCommand(terminal: Terminal): Command {
  const command = new Command('events').argument(
    '<file>',
    'trace file (.etl, .etl.gz, .etl.zip; - for stdin)',
  );
  return addEventsOptions(command)
    .addHelpText(
      'after',
      '\nExamples:\n  wsktrace events trace.etl --event IrpCompleted --from 200ms --format ndjson' +
        '\n  wsktrace events trace.etl --where "Op = Receive and Length > 65536"' +
        '\n  wsktrace events trace.etl --provider "Microsoft-Windows-*" --count',
    )
    .action(async (file: string, options: EventsOptions) => {
      refuseEmptyStretch(options);
      if (options.columns && (options.format !== 'csv' || options.event === undefined || options.count)) {
        throw new TraceError('usage', '--columns goes with --format csv and --event');
      }
      refuseSpreadsheet(options);
      const selection = selectionOf(options);
      const catalog = new Catalog();
      addSchemaFiles(catalog, options, terminal);
      const trace = await openInput(file);
      try {
        const objects = objectEvents(options, catalog);
        const reader = new EventReader(trace, catalog, { shown: shownSchema, collectors: objects });
        await (selection.where === undefined ? catalog.loadMessageNames() : loadStatusNames());
        const filter = new EventFilter(selection, reader);
        const print = options.count ? countEvents : printEvents;
        const found = await print({ trace, catalog, reader, filter, objects }, options, terminal);
        if (found === 0) {
          warnOfNoEvents(trace.source.name, options, filter.unknownFields, terminal);
        }
        for (const fault of reader.faults) {
          terminal.warn(`wsktrace: ${printable(file)}: ${printable(capped(fault, MAX_ERROR))}`);
        }
      } finally {
        trace.close();
      }
    });
}

type Visit = (event: RawEvent, identity: EventIdentity, schema: Schema | null) => void;

interface Search {
  readonly trace: Trace;
  readonly catalog: Catalog;
  readonly reader: EventReader;
  readonly filter: EventFilter;
  readonly objects: readonly ObjectEvents[];
}

function objectEvents({ irp, call, socket }: EventsOptions, catalog: Catalog): ObjectEvents[] {
  return [
    ...(irp === undefined ? [] : [new ObjectEvents(catalog, 'IrpId', irp)]),
    ...(call === undefined ? [] : [new ObjectEvents(catalog, 'CallId', call)]),
    ...(socket === undefined ? [] : [new ObjectEvents(catalog, 'SocketId', socket)]),
  ];
}

/** Prints the wanted events, and returns how many. */
async function printEvents(search: Search, options: EventsOptions, terminal: Terminal): Promise<number> {
  const { trace, catalog, reader, filter } = search;
  const cell = cellMaker(terminal.place, options.spreadsheet);
  const columns = options.columns ? await columnsOf(trace, catalog, filter) : undefined;
  const writer = eventWriter(options.format, reader, terminal.style, {
    cell,
    ...(columns === undefined ? {} : { columns }),
  });
  const lines = new LineBuffer(options.format === 'table' ? terminal.out : terminal.data);
  lines.text(writer.head);
  const count = await eachWanted(search, options, terminal, (event, { provider }, schema) => {
    writer.write(lines, event, provider, schema);
  });
  lines.flush();
  return count;
}

async function countEvents(search: Search, options: EventsOptions, terminal: Terminal): Promise<number> {
  const counts = new EventCounts();
  const found = await eachWanted(search, options, terminal, (_, identity) => counts.add(identity));
  const cell = cellMaker(terminal.place, options.spreadsheet);
  const text = counts.text(options.format, { style: terminal.style, cell });
  (options.format === 'table' ? terminal.out : terminal.data)(text);
  return found;
}

/** Visits the wanted events in time order, up to the limit; then tells what could not be read on the way. */
async function eachWanted(
  { trace, catalog, reader, filter, objects }: Search,
  { to = Number.POSITIVE_INFINITY, limit = Number.POSITIVE_INFINITY }: EventsOptions,
  terminal: Terminal,
  visit: Visit,
): Promise<number> {
  const { clock } = reader;
  const pass = trace.events();
  let count = 0;
  for (let event = pass.next(); event !== null && count < limit; event = pass.next()) {
    const timeNs = clock.toNs(event.ticks);
    if (timeNs > to) {
      break;
    }
    const identity = catalog.identityOf(event);
    let { schema } = identity;
    if (schema === null && catalog.isWanting) {
      await catalog.loadSchemas();
      schema = identity.schema;
    }
    if (
      (filter.isOpen || filter.includes(event, identity, timeNs)) &&
      (objects.length === 0 || objects.every((object) => object.includes(event, identity)))
    ) {
      visit(event, identity, schema);
      count++;
    }
  }
  const { list: damage, count: damageCount } = pass.damage;
  warnOfDamage({ file: trace.source.name, damage, damageCount }, terminal);
  return count;
}
