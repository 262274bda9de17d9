import { TraceError } from '../../lib/etl/index.ts';

/**
 * Refuses options that are of no use beside others, so that nobody relies on them.
 * @param options by their names in the program, as `timeLimit`
 * @param isDataset whether --dataset is among them
 * @param names those that go with datasets only, and those that never do
 * @throws TraceError of kind `usage`
 */
export function refuseMisplaced(
  options: object,
  isDataset: boolean,
  names: { readonly ofDatasets: readonly string[]; readonly ofTraces: readonly string[] },
): void {
  const given = options as Readonly<Record<string, unknown>>;
  const others = isDataset ? names.ofTraces : names.ofDatasets;
  const misplaced = others.find((name) => given[name] !== undefined);
  if (misplaced !== undefined) {
    const flag = `--${misplaced.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new TraceError(
      'usage',
      `${flag} ${isDataset ? 'does not go together with --dataset' : 'goes together with --dataset only'}`,
    );
  }
}
