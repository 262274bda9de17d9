/** The newest entry of CHANGELOG.md, which stands first: `## 1.2.3 (2026-12-01)`. */
const HEADING = /^## (\S+) \(([^)]*)\)\n([\s\S]*?)(?=^## |(?![\s\S]))/m;

/**
 * What keeps a checkout from being released; empty where nothing does.
 * @param {{ version: string, lockVersion: string, changelog: string, status: string, tag?: string | undefined }} checkout
 * the versions of package.json and package-lock.json, CHANGELOG.md, what `git status --porcelain` prints, and the tag that is
 * released, where there is one already
 * @returns {string[]} a sentence each
 */
export function faultsOf({ version, lockVersion, changelog, status, tag }) {
  const faults = [];
  if (lockVersion !== version) {
    faults.push(`package.json has version ${version}, package-lock.json ${lockVersion}: run npm install`);
  }
  if (tag !== undefined && tag !== `v${version}`) {
    faults.push(`the tag is ${tag}, the version ${version}: a release of it is tagged v${version}`);
  }
  faults.push(...faultsOfChangelog(changelog, version));
  const changed = status.split('\n').filter((line) => line !== '');
  if (changed.length > 0) {
    faults.push(`the checkout differs from its commit: ${changed.map((line) => line.slice(3)).join(', ')}`);
  }
  return faults;
}

function faultsOfChangelog(changelog, version) {
  const [, released, day, text] = HEADING.exec(changelog) ?? [];
  if (released === undefined) {
    return ['CHANGELOG.md has no entry: one begins with "## VERSION (YYYY-MM-DD)"'];
  }
  if (released !== version) {
    return [`the first entry of CHANGELOG.md is of ${released}, package.json of ${version}`];
  }
  if (!isDay(day)) {
    return [`CHANGELOG.md says "${day}" of ${version}: the day of the release stands there, as 2026-12-01`];
  }
  return text.trim() === '' ? [`CHANGELOG.md says nothing of ${version}`] : [];
}

function isDay(text) {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** What CHANGELOG.md says of its newest version. */
export function notesOf(changelog) {
  return `${HEADING.exec(changelog)?.[3]?.trim() ?? ''}\n`;
}
