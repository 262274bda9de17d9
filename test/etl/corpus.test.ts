import { expect, test } from 'vitest';
import { Catalog, Tally } from '../../lib/decode/index.ts';
import { filetimeToIso } from '../../lib/etl/index.ts';
import { corpusTraces, describeCorpus, openCorpusTrace, readCorpusText } from '../support/corpus.ts';

/** What independent readers found in a trace; the file calls it by the trace's digest. */
interface Truth {
  readonly name: string;
  readonly bytes: number;
  readonly buffers: number;
  readonly compressedBuffers: number;
  readonly events: number;
  readonly headerTypes: Readonly<Record<string, number>>;
  readonly providers: Readonly<Record<string, number>>;
  readonly traceLoggingNames: Readonly<Record<string, number>>;
  readonly eventsLost: number;
  readonly buffersLost: number;
  readonly clock: string;
  readonly perfFreq: number;
  readonly pointerSize: number;
  readonly processors: number;
  readonly loggerName: string;
  readonly firstTicks: string;
  readonly lastTicks: string;
  readonly startFiletime: string;
}

/** Raw times are beyond what JSON's numbers hold here: they are read as text. */
function readTruth(): Map<string, Truth> {
  const text = readCorpusText('truth.json').replace(/("(?:\w+Ticks|\w+Filetime)": )(\d+)/g, '$1"$2"');
  const truths = Object.values(JSON.parse(text) as Record<string, Truth>);
  return new Map(truths.map((truth) => [truth.name, truth]));
}

describeCorpus('a real trace', () => {
  const truths = readTruth();

  test.each(corpusTraces())('%s holds what independent readers found in it', (name) => {
    const truth = truths.get(name)!;
    const trace = openCorpusTrace(name);
    const catalog = new Catalog();
    const tally = new Tally();
    const traceLogging: Record<string, number> = {};
    const pass = trace.events();
    let latest = Number.NEGATIVE_INFINITY;
    let isInOrder = true;
    for (let event = pass.next(); event !== null; event = pass.next()) {
      isInOrder &&= event.ticks >= latest;
      latest = event.ticks;
      const identity = catalog.identityOf(event);
      const schema = identity?.schema ?? null;
      tally.add(event, identity);
      if (schema?.source === 'tracelogging') {
        traceLogging[schema.eventName] = (traceLogging[schema.eventName] ?? 0) + 1;
      }
    }
    expect(isInOrder).toBe(true);
    const facts = tally.facts(trace, pass.damage);
    expect(facts).toMatchObject({
      bytes: truth.bytes,
      buffers: truth.buffers,
      compressedBuffers: truth.compressedBuffers,
      events: truth.events,
      headerTypes: truth.headerTypes,
      eventsLost: truth.eventsLost,
      buffersLost: truth.buffersLost,
      clock: truth.clock,
      perfFreq: truth.perfFreq,
      pointerSize: truth.pointerSize,
      processors: truth.processors,
      loggerName: truth.loggerName,
      firstTicks: truth.firstTicks,
      lastTicks: truth.lastTicks,
      startTime: filetimeToIso(BigInt(truth.startFiletime)),
      damage: [],
    });
    const providers = facts.providers.filter(({ id }) => id !== null && id in truth.providers);
    expect(Object.fromEntries(providers.map(({ id, events }) => [id, events]))).toEqual(truth.providers);
    expect(traceLogging).toEqual(truth.traceLoggingNames);
  });
});
