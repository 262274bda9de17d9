/**
 * Holm's correction for many tests at once: p-values, in the order given, raised so that comparing each with alpha
 * keeps the chance of even one false claim among them all at alpha.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let highest = 0;
  order.forEach((index, place) => {
    highest = Math.max(highest, Math.min(1, pValues[index]! * (pValues.length - place)));
    adjusted[index] = highest;
  });
  return adjusted;
}
