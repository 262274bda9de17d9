import { lossLine, type TraceFacts } from '../../decode/index.ts';
import { printable } from '../../text/index.ts';
import { formatBytes, formatCount, formatNs, plural } from '../units.ts';
import type { TextOptions } from './options.ts';
import { wrap } from './wrap.ts';

/** How many damaged stretches a text lists before it only counts. */
const SHOWN_DAMAGE = 10;

/**
 * What a trace is, in a few lines under its name.
 * @param more lines that follow, before those of what keeps it from telling all
 */
export function factsText(
  facts: TraceFacts,
  { style, width }: TextOptions,
  more: readonly string[] = [],
): string {
  return [
    style.heading(printable(facts.file)),
    ...[...factLines(facts), ...more].map((line) => wrap(line, width, '  ')),
    ...doubtLines(facts).map((line) => style.warning(wrap(line, width, '  '))),
  ].join('\n');
}

/** What a trace is, in a few lines. */
export function factLines(facts: TraceFacts): string[] {
  const session = facts.loggerName === '' ? 'unnamed session' : `session “${printable(facts.loggerName)}”`;
  const compressed =
    facts.compressedBuffers > 0 ? ` (${formatCount(facts.compressedBuffers)} compressed)` : '';
  const when = facts.startTime === null ? 'start unknown' : `recorded ${facts.startTime}`;
  return [
    `${session}, ${when}, over ${formatNs(facts.durationNs)}`,
    `${plural(facts.events, 'event')} in ${plural(facts.buffers, 'buffer')}${compressed}, ${formatBytes(facts.bytes)}`,
    `${plural(facts.processors, 'processor')}, Windows build ${facts.osBuild}, ${8 * facts.pointerSize}-bit, ` +
      `clock ${facts.clock}`,
  ];
}

/** What keeps a trace from telling all: losses and damage. Empty where there are none. */
export function doubtLines(facts: TraceFacts): string[] {
  const lost = lossLine(facts);
  const lines = lost === null ? [] : [lost];
  for (const { offset, bytes, reason } of facts.damage.slice(0, SHOWN_DAMAGE)) {
    lines.push(`damage at offset ${offset} (${formatBytes(bytes)}): ${reason}`);
  }
  if (facts.damageCount > SHOWN_DAMAGE) {
    lines.push(
      `… and ${plural(facts.damageCount - SHOWN_DAMAGE, 'more damaged stretch', 'more damaged stretches')}`,
    );
  }
  return lines;
}
