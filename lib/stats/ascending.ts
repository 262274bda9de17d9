/** The indices of numbers in their ascending order, equals as they stand: by merging, in memory for the indices twice. */
export function ascending(keys: Float64Array): Uint32Array {
  let from = new Uint32Array(keys.length);
  for (let i = 0; i < from.length; i++) {
    from[i] = i;
  }
  if (isAscending(keys)) {
    return from;
  }
  let to = new Uint32Array(keys.length);
  for (let width = 1; width < keys.length; width *= 2) {
    for (let start = 0; start < keys.length; start += 2 * width) {
      merge(
        keys,
        from,
        to,
        start,
        Math.min(start + width, keys.length),
        Math.min(start + 2 * width, keys.length),
      );
    }
    [from, to] = [to, from];
  }
  return from;
}

function isAscending(keys: Float64Array): boolean {
  for (let i = 1; i < keys.length; i++) {
    if (keys[i]! < keys[i - 1]!) {
      return false;
    }
  }
  return true;
}

/** Merges two runs that are in order, `start` to `middle` and `middle` to `end`. */
function merge(
  keys: Float64Array,
  from: Uint32Array,
  to: Uint32Array,
  start: number,
  middle: number,
  end: number,
): void {
  let [left, right] = [start, middle];
  for (let at = start; at < end; at++) {
    const takesLeft = left < middle && (right === end || keys[from[left]!]! <= keys[from[right]!]!);
    to[at] = takesLeft ? from[left++]! : from[right++]!;
  }
}
