import { readPackageText } from '../../lib/package/index.ts';

/** The version of this package. */
export function packageVersion(): string {
  return (JSON.parse(readPackageText('package.json')) as { version: string }).version;
}
