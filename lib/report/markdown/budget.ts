/**
 * Joins blocks as long as they fit into a number of bytes; what does not fit is told in a last line. The first one, the
 * headline, always stands.
 */
export function joinWithin(blocks: readonly string[], budget: number): string {
  const encoder = new TextEncoder();
  const rest = (count: number) => `*… and ${count} more ${count === 1 ? 'part' : 'parts'} that did not fit.*`;
  const kept: string[] = [];
  let bytes = encoder.encode(rest(blocks.length)).length + 2;
  for (const [at, block] of blocks.entries()) {
    bytes += encoder.encode(block).length + 2;
    if (bytes > budget && at > 0) {
      kept.push(rest(blocks.length - at));
      break;
    }
    kept.push(block);
  }
  return `${kept.join('\n\n')}\n`;
}
