import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SEPARATOR = `\n${'-'.repeat(80)}\n\n`;

/**
 * The licences of the packages that are bundled: each asks to go with every copy.
 * @param output what rolldown made
 * @param others {string[]} folders of further packages, of which files go along as they are
 */
export function licencesOf(output, others = []) {
  const modules = output.flatMap(({ moduleIds = [] }) => moduleIds);
  const folders = modules.map((path) => /^.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(path)?.[0]);
  const packages = [...new Set([...folders, ...others])].filter((folder) => folder !== undefined).sort();
  return packages.map(licenceOf).join(SEPARATOR);
}

/**
 * What such a text names.
 * @returns {{ name: string, version: string }[]}
 */
export function packagesIn(licences) {
  return licences.split(SEPARATOR).flatMap((text) => {
    const [, name, version] = /^((?:@[\w.-]+\/)?[\w.-]+) (\d+\.\d+\.\d+\S*)\n/.exec(text) ?? [];
    return name === undefined ? [] : [{ name, version }];
  });
}

function licenceOf(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  // A package that comes without the text has it in its repository only; a missing one ends the build.
  const path =
    file === undefined ? join('licences', `${name.replace('/', '-')}-${version}.txt`) : join(folder, file);
  return `${name} ${version}\n\n${readFileSync(path, 'utf8').trim()}\n`;
}
