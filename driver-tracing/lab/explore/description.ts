import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { TraceError } from '../../../lib/etl/index.ts';

const name = z.string().min(1);

/** What `lab.json` says; paths in it are beside it. */
const DescriptionSchema = z.strictObject({
  $schema: z.string().optional(),
  /** Sources of the driver, C (.c) and C++ (.cpp, .cc, .cxx); a name may have one `*`. */
  sources: z.array(name).min(1),
  includes: z.array(name).default([]),
  /** NAME or NAME=VALUE. */
  defines: z.array(name).default([]),
  /** The driver's routines. Unload is what the entry routine sets, unless it is named. */
  entry: z.string().regex(/^\w+$/).default('DriverEntry'),
  unload: z.string().regex(/^\w+$/).optional(),
  /** What plays the driver's peers: a C file, or a command. */
  scenario: name.optional(),
  command: z
    .strictObject({
      /** The program and its arguments; `{port}` in one is the port to use on this host. It runs beside `lab.json`. */
      run: z.array(name).min(1).max(63),
      /** That the driver listens on, or connects to. */
      port: z.int().min(1).max(65535),
      kind: z.enum(['client', 'datagrams', 'server']).default('client'),
      /** How long it may take in a run. */
      seconds: z.int().min(1).max(600).default(10),
    })
    .optional(),
  /** Values of the driver's Parameters key. */
  parameters: z.record(z.string().regex(/^\w+$/), z.union([z.string(), z.number()])).default({}),
});

/** A client or server on this host that plays the driver's peers. */
export interface CommandScenario {
  readonly run: readonly string[];
  readonly folder: string;
  readonly port: number;
  readonly kind: 'client' | 'datagrams' | 'server';
  readonly seconds: number;
}

export interface Description {
  readonly file: string;
  readonly sources: readonly string[];
  readonly includes: readonly string[];
  readonly defines: readonly string[];
  readonly entry: string;
  readonly unload: string | null;
  readonly scenario: string | CommandScenario;
  /** As NAME=VALUE. */
  readonly parameters: readonly string[];
}

/** Reads `lab.json`, with every path in it made absolute. */
export function readDescription(file: string): Description {
  const parsed = DescriptionSchema.safeParse(readJson(file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
    throw new TraceError('usage', `this is no description of a driver: ${where}${issue?.message}`, { file });
  }
  const { data } = parsed;
  const folder = dirname(resolve(file));
  const sources = data.sources.flatMap((pattern) => expand(folder, pattern, file));
  return {
    file: resolve(file),
    sources,
    includes: data.includes.map((path) => resolve(folder, path)),
    defines: data.defines,
    entry: data.entry,
    unload: data.unload ?? null,
    scenario: scenarioOf(data, folder, file),
    parameters: Object.entries(data.parameters).map(([key, value]) => `${key}=${value}`),
  };
}

function scenarioOf(
  { scenario, command }: z.infer<typeof DescriptionSchema>,
  folder: string,
  file: string,
): Description['scenario'] {
  if ((scenario === undefined) === (command === undefined)) {
    const reason = 'this is no description of a driver: one of scenario and command plays its peers';
    throw new TraceError('usage', reason, { file });
  }
  return command === undefined ? existing(resolve(folder, scenario!), file) : { ...command, folder };
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new TraceError('usage', `can’t be read: ${(error as Error).message}`, { file });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TraceError('usage', `is not valid JSON: ${(error as Error).message}`, { file });
  }
}

/** A name's `*` stands for any characters, in the name alone. */
function expand(folder: string, pattern: string, file: string): string[] {
  const path = resolve(folder, pattern);
  if (!pattern.includes('*')) {
    return [existing(path, file)];
  }
  const inside = dirname(path);
  const [head = '', tail = ''] = path.slice(inside.length + 1).split('*');
  const found = existsSync(inside)
    ? readdirSync(inside)
        .filter((entry) => entry.startsWith(head) && entry.endsWith(tail))
        .sort()
    : [];
  if (found.length === 0) {
    throw new TraceError('usage', `no file matches ${pattern}`, { file });
  }
  return found.map((entry) => resolve(inside, entry));
}

function existing(path: string, file: string): string {
  if (!existsSync(path)) {
    throw new TraceError('usage', `there is no ${path}`, { file });
  }
  return path;
}
