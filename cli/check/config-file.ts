import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { TraceError } from '../../lib/etl/index.ts';
import { writeFile } from '../../lib/output/index.ts';
import type { Config } from '../../lib/report/index.ts';
import { readText } from '../files/read-text.ts';

export const CONFIG_NAME = 'wsktrace.config.json';
/** Where the schema is for a project that has wsktrace among its packages. */
const INSTALLED_SCHEMA = './node_modules/wsktrace/schemas/wsktrace.config.schema.json';

/** A configuration, with its paths made relative to the current folder. */
export interface LoadedConfig {
  readonly config: Config;
  /** Where it was read from; null where there is none. */
  readonly file: string | null;
}

/**
 * Reads the configuration that was named, or the nearest above the current folder.
 * @param wanted a path, false for none at all, or undefined to look for one
 * @throws TraceError of kind `usage` for one that is missing or wrong
 */
export async function loadConfig(wanted: string | false | undefined): Promise<LoadedConfig> {
  const file = wanted === undefined ? findUpwards(process.cwd()) : wanted;
  if (file === false || file === null) {
    return { config: {}, file: null };
  }
  const { parseConfig } = await import('../../lib/report/gate/files/index.ts');
  const config = parseConfig(readText(file), file);
  const { baseline, sourceRoot, mappings, ...others } = config;
  // Paths in a configuration mean the same from wherever the program is started.
  const besideIt = (path: string) => relative(process.cwd(), resolve(dirname(file), path)) || '.';
  return {
    config: {
      ...others,
      ...(baseline === undefined ? {} : { baseline: besideIt(baseline) }),
      ...(mappings === undefined ? {} : { mappings: mappings.map(besideIt) }),
      ...(sourceRoot === undefined ? {} : { sourceRoot: besideIt(sourceRoot) }),
    },
    file,
  };
}

/**
 * Writes a configuration to begin with into the current folder.
 * @returns its name
 * @throws TraceError of kind `usage` where there is one
 */
export async function initConfig(): Promise<string> {
  if (existsSync(CONFIG_NAME)) {
    throw new TraceError('usage', 'it is there already', { file: CONFIG_NAME });
  }
  const { configTemplate } = await import('../../lib/report/gate/files/index.ts');
  writeFile(CONFIG_NAME, configTemplate(existsSync(INSTALLED_SCHEMA) ? INSTALLED_SCHEMA : null));
  return CONFIG_NAME;
}

function findUpwards(folder: string): string | null {
  const file = join(folder, CONFIG_NAME);
  if (existsSync(file)) {
    return relative(process.cwd(), file);
  }
  const above = dirname(folder);
  return above === folder ? null : findUpwards(above);
}
