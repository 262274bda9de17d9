/** Canonical Huffman code lengths, none above `longest`; 0 for symbols that do not occur. */
export function codeLengths(frequency: Uint32Array, longest: number): Uint8Array {
  let scaled = Float64Array.from(frequency);
  for (;;) {
    const lengths = unlimitedLengths(scaled);
    if (lengths.every((length) => length <= longest)) return lengths;
    // Flattening the frequencies shortens the longest code; a few rounds always suffice.
    scaled = scaled.map((count) => (count === 0 ? 0 : Math.ceil(count / 2)));
  }
}

function unlimitedLengths(frequency: Float64Array): Uint8Array {
  const lengths = new Uint8Array(frequency.length);
  let nodes: { weight: number; symbols: number[] }[] = [];
  for (const [symbol, weight] of frequency.entries())
    if (weight > 0) nodes.push({ weight, symbols: [symbol] });
  // A code needs at least two leaves to fill its space.
  if (nodes.length === 1) nodes.push({ weight: 0, symbols: [nodes[0]!.symbols[0] === 0 ? 1 : 0] });
  while (nodes.length > 1) {
    nodes.sort((a, b) => a.weight - b.weight);
    const [a, b, ...others] = nodes as [(typeof nodes)[0], (typeof nodes)[0], ...typeof nodes];
    const symbols = a.symbols.concat(b.symbols);
    for (const symbol of symbols) lengths[symbol] = lengths[symbol]! + 1;
    nodes = [...others, { weight: a.weight + b.weight, symbols }];
  }
  return lengths;
}

/** The canonical codes of these lengths: ordered by length, then by symbol. */
export function codes(lengths: Uint8Array): Uint16Array {
  const result = new Uint16Array(lengths.length);
  let code = 0;
  for (let length = 1; length <= 15; length++) {
    for (const [symbol, its] of lengths.entries()) if (its === length) result[symbol] = code++;
    code <<= 1;
  }
  return result;
}
