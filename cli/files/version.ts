import { hasPackageFile, readPackageText } from '../../lib/package/index.ts';

/** What the build wrote of itself (bundle.js); sources that were never built have none. */
const BUILD = 'dist/cli/build.json';

interface Build {
  /** Null where it was built without git. */
  readonly commit: { readonly id: string; readonly date: string; readonly isChanged: boolean } | null;
}

/** The version of this package. */
export function packageVersion(): string {
  return (JSON.parse(readPackageText('package.json')) as { version: string }).version;
}

/** The version, which is the first word, and the commit that was built where it is known. */
export function versionText(): string {
  const version = packageVersion();
  const { commit } = hasPackageFile(BUILD) ? (JSON.parse(readPackageText(BUILD)) as Build) : { commit: null };
  if (commit === null) {
    return version;
  }
  const changes = commit.isChanged ? ', with changes' : '';
  return `${version} (commit ${commit.id} of ${commit.date}${changes})`;
}
