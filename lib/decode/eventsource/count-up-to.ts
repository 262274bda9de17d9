/** How many of the times, which rise, are not after this one. */
export function countUpTo(times: readonly number[], ticks: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= ticks) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
