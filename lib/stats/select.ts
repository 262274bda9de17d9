/** So few are put in order at once. */
const FEW = 32;
/** Halvings that numbers in any usual order need, by far; others are sorted. */
const MOST_ROUNDS = 64;

/**
 * Puts the number that stands at `place` in ascending order there, those before it in front and those after it behind:
 * for a few percentiles a fraction of what sorting takes. (Hoare's "Find".)
 * @param from where to begin: all before it are known to be no greater than the rest
 */
export function selectAt(values: Float64Array, place: number, from = 0): number {
  let low = from;
  let high = values.length - 1;
  for (let round = 0; high - low >= FEW && round < MOST_ROUNDS; round++) {
    const pivot = middleOf(values[low]!, values[(low + high) >>> 1]!, values[high]!);
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left]! < pivot) {
        left++;
      }
      while (values[right]! > pivot) {
        right--;
      }
      if (left <= right) {
        const value = values[left]!;
        values[left++] = values[right]!;
        values[right--] = value;
      }
    }
    if (place <= right) {
      high = right;
    } else if (place >= left) {
      low = left;
    } else {
      return values[place]!;
    }
  }
  values.subarray(low, high + 1).sort();
  return values[place]!;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
