import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { TraceError } from '../../../lib/etl/index.ts';
import { clearCoverage } from './coverage.ts';
import type { Description } from './description.ts';
import { compileChanged } from './objects.ts';
import { readSites, type SiteTable } from './sites.ts';

export type BuildKind = 'plain' | 'asan';

/** A driver that is built into the lab. */
export interface Program {
  readonly path: string;
  /** The table that the program itself reads. */
  readonly siteFile: string;
  readonly sites: SiteTable;
  /** Where gcov finds what it needs; null where lines are not counted. */
  readonly coverage: string | null;
}

/** The driver's sources keep their own warnings, which stop nothing. */
const DRIVER_FLAGS = [
  ...['-O1', '-g', '-fno-omit-frame-pointer', '-fno-optimize-sibling-calls', '-fno-inline', '-fno-pie'],
  ...['-fshort-wchar', '-Wall', '-Wno-multichar', '-DWSKTRACE_HOST', '-pthread'],
];
const SANITIZERS = ['-fsanitize=address,undefined', '-fno-sanitize-recover=undefined'];
const CXX_FLAGS = ['-std=gnu++17', '-fno-exceptions', '-fno-rtti', '-fno-threadsafe-statics'];
/** What the library refers to in the driver, besides its routines. */
const KEPT_SYMBOLS = ['LabDriverEntry', 'LabDriverUnload', 'WskTraceProvider*'];
/** What a driver without tracing calls goes to the lab's layers, which write the events. */
const UNTRACED: Readonly<Record<string, string>> = {
  IoAllocateIrp: 'LabTracedAllocateIrp',
  IoInitializeIrp: 'LabTracedInitializeIrp',
  IoFreeIrp: 'LabTracedFreeIrp',
  IoReuseIrp: 'WskTraceReuseIrp',
  IoCancelIrp: 'WskTraceCancelIrp',
  WskRegister: 'WskTraceRegister',
  WskCaptureProviderNPI: 'WskTraceCaptureProviderNPI',
  WskReleaseProviderNPI: 'WskTraceReleaseProviderNPI',
  WskDeregister: 'WskTraceDeregister',
};
const MAX_OUTPUT = 64 << 20;

const run = promisify(execFile);

/**
 * Builds driver, scenario and harness into one program in `folder`.
 * @param root the folder driver-tracing/
 * @throws TraceError of kind usage with the compiler's own words where the driver does not build
 */
export async function build(
  description: Description,
  { root, folder, kind }: { root: string; folder: string; kind: BuildKind },
): Promise<Program> {
  mkdirSync(folder, { recursive: true });
  clearCoverage(folder); // of the runs before
  const lab = join(root, 'lab');
  const harness = join(lab, 'out');
  const sanitizers = kind === 'asan' ? SANITIZERS : [];
  const includes = [join(root, 'host/nt'), join(root, 'compat'), join(root, 'include')].map(
    (path) => `-I${path}`,
  );
  await step(
    'make',
    ['-s', '-C', lab, `-j${availableParallelism()}`, `OUT=${harness}`, `BUILD=${kind}`],
    folder,
  );

  const flags = [
    ...DRIVER_FLAGS,
    ...sanitizers,
    ...(kind === 'asan' ? ['--coverage'] : []),
    ...includes,
    ...description.includes.map((path) => `-I${path}`),
    ...description.defines.map((define) => `-D${define}`),
  ];
  const objects = await inParallel(description.sources, async (source, index) => {
    const object = `driver-${index}.o`;
    const [tool, language] = compilerOf(source, description.file);
    const compilation = { tool, flags: [...language, ...flags], source, object, folder };
    await compileChanged((args) => step(tool, args, folder), compilation);
    return object;
  });
  await step(
    'ld',
    ['-r', '-T', join(lab, 'harness/driver.ld'), '--force-group-allocation', '-o', 'driver.o', ...objects],
    folder,
  );
  const isTraced = await usesTracing(folder);
  const renamed = {
    [description.entry]: 'LabDriverEntry',
    ...(description.unload === null ? {} : { [description.unload]: 'LabDriverUnload' }),
    ...(isTraced ? {} : UNTRACED),
  };
  const renaming = Object.entries(renamed).map(([from, to]) => `--redefine-sym=${from}=${to}`);
  await step('objcopy', [...renaming, 'driver.o'], folder);
  const kept = KEPT_SYMBOLS.map((symbol) => `--keep-global-symbol=${symbol}`);
  await step('objcopy', ['-w', ...kept, 'driver.o'], folder);
  const scenario = ['-std=gnu11', '-O1', '-g', '-fno-pie', ...sanitizers, `-I${lab}`];
  const played = [...commandDefines(description), '-c', scenarioSource(description, root)];
  await step('gcc', [...scenario, ...played, '-o', 'scenario.o'], folder);
  const path = join(folder, 'lab');
  await step(
    'gcc',
    [
      '-no-pie',
      '-pthread',
      ...sanitizers,
      ...(kind === 'asan' ? ['--coverage', '-Wl,-u,__gcov_dump'] : []),
      '-o',
      path,
      'driver.o',
      'scenario.o',
      ...(isTraced ? [] : [join(harness, kind, 'untraced/untraced.o')]),
      join(harness, kind, 'harness.a'),
    ],
    folder,
  );
  const sites = await readSites(path, folder);
  const siteFile = join(folder, 'sites');
  writeFileSync(siteFile, sites.text);
  return { path, siteFile, sites, coverage: kind === 'asan' ? folder : null };
}

/** The C file that plays the driver's peers. */
export function scenarioSource({ scenario }: Description, root: string): string {
  return typeof scenario === 'string' ? scenario : join(root, 'lab/peers/command.c');
}

/** As lab/peers/command.c reads them. */
function commandDefines({ scenario }: Description): string[] {
  if (typeof scenario === 'string') {
    return [];
  }
  const { run: words, folder, port, kind, seconds } = scenario;
  return [
    `-DCOMMAND_WORDS=${words.map(cString).join(', ')}`,
    `-DCOMMAND_FOLDER=${cString(folder)}`,
    `-DCOMMAND_PORT=${port}`,
    `-DCOMMAND_KIND=${kind.toUpperCase()}`,
    `-DCOMMAND_SECONDS=${seconds}`,
  ];
}

/** A string of C: each byte but letters, digits and the plainest signs in octal. */
function cString(text: string): string {
  const bytes = [...Buffer.from(text)].map((byte) =>
    /[\w ./:=,{}-]/.test(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `\\${byte.toString(8).padStart(3, '0')}`,
  );
  return `"${bytes.join('')}"`;
}

/** Whether the driver's objects call the tracing library. */
async function usesTracing(folder: string): Promise<boolean> {
  const { stdout } = await run('nm', ['driver.o'], { cwd: folder, maxBuffer: MAX_OUTPUT });
  return /\bWskTrace/.test(stdout);
}

function compilerOf(source: string, file: string): ['gcc' | 'g++', string[]] {
  switch (extname(source)) {
    case '.c':
      return ['gcc', ['-std=gnu11']];
    case '.cpp':
    case '.cc':
    case '.cxx':
      return ['g++', CXX_FLAGS];
    default:
      throw new TraceError('usage', `${source} is neither C nor C++`, { file });
  }
}

/**
 * Runs a tool and resolves to its standard output; what it says goes on to standard error, and ends the lab where it fails.
 */
async function step(tool: string, args: readonly string[], cwd: string): Promise<string> {
  try {
    const { stdout, stderr } = await run(tool, args, { cwd, maxBuffer: MAX_OUTPUT });
    process.stderr.write(stderr);
    return stdout;
  } catch (error) {
    const { code, stderr = '', stdout = '' } = error as { code?: unknown; stderr?: string; stdout?: string };
    if (code === 'ENOENT') {
      throw new TraceError('usage', `${tool} is missing: the lab needs gcc, make and binutils`);
    }
    throw new TraceError('usage', [
      'the driver does not build; the compiler says:',
      ...`${stdout}${stderr}`.trimEnd().split('\n'),
    ]);
  }
}

async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}
