import type { Place } from './sites.ts';

/** What a sanitizer said when it ended a run. */
export interface SanitizerReport {
  /** In its own words, as in "heap-use-after-free". */
  readonly kind: string;
  /** The innermost frame in the driver's sources; null where there is none. */
  readonly place: Place | null;
  /** The file of the innermost frame, whoever's it is; null where it has no source. */
  readonly file: string | null;
}

/** Reads the report of AddressSanitizer or UBSan; null where the text has none. */
export function parseSanitizer(text: string, sources: ReadonlySet<string>): SanitizerReport | null {
  const address = /ERROR: AddressSanitizer: ([\w-]+)/.exec(text);
  const undefinedBehaviour = /^(.*?):(\d+):\d+: runtime error: (.*)$/m.exec(text);
  if (address === null && undefinedBehaviour === null) {
    return null;
  }
  const stack = frames(text);
  const place = stack.find(({ file }) => sources.has(file)) ?? null;
  if (address !== null) {
    return { kind: address[1]!, place, file: stack[0]?.file ?? null };
  }
  const [, file = '', line = '', kind = ''] = undefinedBehaviour!;
  return {
    kind: `undefined behaviour: ${kind}`,
    place: place ?? (sources.has(file) ? { function: '?', file, line: Number(line) } : null),
    file,
  };
}

/** The first stack of a report, innermost frame first: what comes behind it tells where memory came from. */
function frames(text: string): Place[] {
  const found: Place[] = [];
  for (const line of text.split('\n')) {
    const frame = /^\s*#(\d+) 0x[0-9a-f]+ in (\S+).*? (\/[^:]+):(\d+)/.exec(line);
    if (frame === null) {
      if (found.length > 0 && line.trim() === '') {
        break;
      }
      continue;
    }
    found.push({ function: frame[2]!, file: frame[3]!, line: Number(frame[4]) });
  }
  return found;
}
