/** Characters of a pattern that stand for themselves. */
export function literalLength(pattern: string): number {
  return pattern.replace(/[*?\s]/g, '').length;
}

/**
 * Whether a text is what a pattern says: `*` stands for any characters, `?` for one, all else for itself. No
 * regular expression: the text is a trace's, and must not be able to make one run for ever.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  let at = 0;
  let starAt = -1;
  let resumeAt = 0;
  let place = 0;
  while (at < text.length) {
    if (pattern[place] === '*') {
      starAt = place++;
      resumeAt = at;
    } else if (pattern[place] === '?' || pattern[place] === text[at]) {
      place++;
      at++;
    } else if (starAt >= 0) {
      place = starAt + 1;
      at = ++resumeAt;
    } else {
      return false;
    }
  }
  while (pattern[place] === '*') {
    place++;
  }
  return place === pattern.length;
}
