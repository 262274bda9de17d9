/** The candidate that a mistyped word most likely meant, or null where none is near. */
export function closest(word: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  const meant = word.toLowerCase();
  for (const candidate of candidates) {
    // As many have to be inserted or removed at least: long words are compared with none of them.
    const isNear = Math.abs(meant.length - candidate.length) < least;
    const distance = isNear ? editDistance(meant, candidate.toLowerCase()) : least;
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** More candidates than these are no help to read. */
const MAX_LISTED = 25;

/** "; did you mean Send?", or the few that there are, or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const guess = closest(word, candidates);
  if (guess !== null) {
    return `; did you mean ${guess}?`;
  }
  return candidates.length <= MAX_LISTED ? `; it is one of ${candidates.join(', ')}` : '';
}

/** Levenshtein's: the fewest characters to insert, remove or replace. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
