import { lossLine } from '../decode/index.ts';
import { capped } from '../text/index.ts';
import { type Analysis, type Finding, inSite, type RuleName } from '../wsk/index.ts';
import { helpCommand } from './help/rule-help.ts';
import { unloadPhrase } from './stuck-unload.ts';
import { formatCount, plural } from './units.ts';

/** Characters of a function's name in a phrase: what follows has to be seen, too. */
const SHOWN_NAME = 120;
/** Findings that a sentence names; the others are counted. */
const NAMED = 3;
/** Stands before what may as well be otherwise. */
const POSSIBLY = 'Possibly: ';

export interface Verdict {
  /** `error` and `warning` where something is certain or likely, `doubt` where little can be said. */
  readonly level: 'good' | 'doubt' | 'warning' | 'error';
  /** One sentence, ends with a full stop. */
  readonly sentence: string;
  /** What to do now, as a sentence. */
  readonly next: string;
}

/** What a trace shows, in a sentence: "2 IRPs leaked by CreateListeningSocket, 1 unload stuck." */
export function verdictOf(analysis: Analysis): Verdict {
  const { providers, mapped, findings, isLossy } = analysis;
  if (providers.length === 0 && mapped.length > 0) {
    return {
      level: 'doubt',
      sentence: `No event that the mapping of ${mapped.map(({ name }) => name).join(', ')} names is in this trace, and none of a WSK driver.`,
      next: 'Which events are in it: wsktrace info.',
    };
  }
  if (providers.length === 0) {
    return {
      level: 'doubt',
      sentence: 'No event of a WSK driver is in this trace.',
      next: 'Name the driver’s provider with --provider, or ask wsktrace doctor what the recording lacks.',
    };
  }
  const sure = findings.filter(({ confidence }) => confidence !== 'possible');
  const [shown, begin] = sure.length > 0 ? [sure, ''] : [findings, POSSIBLY];
  if (shown.length === 0) {
    return isLossy
      ? {
          level: 'doubt',
          sentence: 'Nothing found, but events are missing from the trace.',
          // What the session itself lost larger buffers prevent.
          next:
            lossLine(analysis.trace) !== null
              ? 'Record again with larger buffers: wsktrace doctor tells how.'
              : 'What is missing, and what helps: wsktrace doctor.',
        }
      : {
          level: 'good',
          sentence: 'Nothing found.',
          next: 'Where the time of the calls goes: wsktrace latency.',
        };
  }
  const phrases = shown.slice(0, NAMED).map(findingPhrase);
  const more = findings.length - phrases.length;
  if (more > 0) {
    phrases.push(plural(more, 'more finding'));
  }
  const isError = shown.some(({ severity }) => severity === 'error');
  const level = sure.length === 0 ? 'doubt' : isError ? 'error' : 'warning';
  const unload = unloadPhrase(analysis);
  return {
    level,
    sentence: `${unload === null ? '' : `${unload}; `}${begin}${phrases.join(', ')}.`,
    next: whereToBegin(shown[0]!),
  };
}

/** What to do about the first finding, which stands closest to the cause. */
export function whereToBegin({ rule, op, site }: Pick<Finding, 'rule' | 'op' | 'site'>): string {
  const name = site.function;
  const place = inSite({ ...site, function: name === null ? null : capped(name, SHOWN_NAME) });
  const where = place === '' ? (op === null ? '' : ` at the ${op} calls`) : place;
  return where === '' ? `How to fix it: ${helpCommand(rule)}.` : `Begin${where}: ${helpCommand(rule)}.`;
}

/** What a finding is, as a heading, which alone has to say when it is only possible. */
export function findingTitle(finding: Finding): string {
  return `${finding.confidence === 'possible' ? POSSIBLY : ''}${findingPhrase(finding)}`;
}

/** A finding in a few words: "2 IRPs leaked by CreateListeningSocket". */
export function findingPhrase({ rule, op, site, count }: Finding): string {
  const where = (word: string) =>
    site.function !== null
      ? ` ${word} ${capped(site.function, SHOWN_NAME)}`
      : site.line === null
        ? ''
        : ` ${word} line ${site.line}`;
  const calls = `${formatCount(count)} ${op === null ? '' : `${op} `}call${count === 1 ? '' : 's'}${where('in')}`;
  const irps = plural(count, 'IRP');
  const phrases: Readonly<Record<RuleName, string>> = {
    'clock-anomaly': `${calls} completed before being issued`,
    'double-completion': `${calls} completed twice`,
    'double-free': `${irps}${where('of')} freed twice`,
    'free-while-pending': `${irps}${where('of')} freed while in use`,
    'reuse-while-pending': `${irps}${where('of')} used again while in use`,
    'use-after-close': `${calls} issued on a closed socket`,
    'status-mismatch': `${calls} whose return and completion disagree`,
    'routine-result': `${plural(count, 'completion routine')}${where('of')} with a wrong result`,
    'error-return-no-completion': `${calls} failed without a completion`,
    'cancel-not-completed': `${calls} cancelled and never completed`,
    'never-completed': `${calls} never completed`,
    'indication-not-released': `${plural(count, 'indication')}${where('of')} never released`,
    'close-stuck': `${plural(count, 'socket close')}${where('in')} stuck`,
    'forced-close-ignored': `${plural(count, 'socket')}${where('of')} left open after an abort`,
    'socket-leak': `${plural(count, 'socket')} leaked${where('by')}`,
    'irp-leak': `${irps} leaked${where('by')}`,
    'not-deregistered': `${plural(count, 'unload')} without deregistering`,
    'unload-stuck': `${plural(count, 'unload')} stuck`,
  };
  return phrases[rule];
}
