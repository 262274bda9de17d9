import { bytesSource, Trace } from '../../../lib/etl/index.ts';
import { type Report, ReportCollector } from '../../../lib/report/index.ts';
import { analyze } from '../../../lib/wsk/index.ts';
import { type SynthesiserOptions, synthesise } from '../../support/synthesiser/index.ts';

/** The report of a trace in memory. */
export function reportOfBytes(bytes: Uint8Array): Report {
  const collector = new ReportCollector();
  return collector.report(analyze(Trace.open(bytesSource(bytes)), { observers: collector.observers() }));
}

export function synthesisedReport(options: Partial<SynthesiserOptions>): Report {
  return reportOfBytes(synthesise(options).write({}).bytes);
}

/** Breaks out of whatever it is put into unescaped: element, attribute, script, comment, Markdown. */
export const HOSTILE = `"'><img src=x onerror="document.title='pwned'"><script>document.title='pwned'</script></script><!-- \`|@everyone\n[x](javascript:alert(1)) \u202e`;

/** Fields whose text comes from a trace. */
const FROM_TRACE = new Set([
  'file',
  'loggerName',
  'function',
  'message',
  'provider',
  'name',
  'detail',
  'remoteAddress',
  'localAddress',
  'driver',
]);

/** The same report as a driver with hostile names would have made it. */
export function withHostileNames(report: Report): Report {
  const { stories, ...plain } = report;
  const hostile = hostileCopy(plain) as Omit<Report, 'stories'>;
  return {
    ...hostile,
    analysis: { ...hostile.analysis, providers: [HOSTILE] },
    stories: { ...stories, of: () => null } as unknown as Report['stories'],
  };
}

function hostileCopy(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(hostileCopy);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      typeof inner === 'string' && FROM_TRACE.has(name) ? HOSTILE : hostileCopy(inner),
    ]),
  );
}
