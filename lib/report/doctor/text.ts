import { printable } from '../../text/index.ts';
import type { Analysis } from '../../wsk/index.ts';
import { factsText } from '../text/facts.ts';
import type { TextOptions } from '../text/options.ts';
import { wrap, wrapAfter } from '../text/wrap.ts';
import { plural } from '../units.ts';
import { type Diagnosis, diagnose, type Health } from './diagnose.ts';

const WORDS: Readonly<Record<Health, string>> = { ok: 'ok', none: 'none', missing: 'missing' };

/** What of a recording is missing, and the commands that bring it. */
export function doctorText(analysis: Analysis, options: TextOptions): string {
  const all = diagnose(analysis);
  const parts = Math.max(...all.map(({ part }) => part.length));
  return [
    factsText(analysis.trace, options),
    verdictOf(all, options),
    all.map((one) => diagnosisText(one, parts, options)).join('\n'),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n');
}

function verdictOf(all: readonly Diagnosis[], { style, width }: TextOptions): string {
  const missing = all.filter(({ health }) => health === 'missing');
  const none = all.filter(({ health }) => health === 'none');
  if (missing.length === 0) {
    const more =
      none.length === 0
        ? ''
        : ` Of ${plural(none.length, 'part')} nothing is in it, which may be as it should.`;
    return style.good(wrap(`Nothing is missing for what the report tells.${more}`, width, ''));
  }
  const names = missing.map(({ part }) => part).join(', ');
  return style.warning(wrap(`Missing: ${names}. What to do stands below each.`, width, ''));
}

function diagnosisText(
  { part, health, told, fixes }: Diagnosis,
  parts: number,
  { style, width }: TextOptions,
): string {
  const paint = { ok: style.good, none: style.dim, missing: style.warning }[health];
  const begin = `  ${WORDS[health].padEnd(7)}  ${part.padEnd(parts)}  `;
  const indent = ' '.repeat(begin.length);
  return [
    `  ${paint(WORDS[health].padEnd(7))}  ${part.padEnd(parts)}  ${wrapAfter(printable(told), width, indent)}`,
    ...fixes.map((fix) => `${indent}→ ${wrapAfter(fix, width, `${indent}  `)}`),
  ].join('\n');
}
