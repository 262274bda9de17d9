// How the command line is bundled, for the package and for single executables alike.

/** Few commands do without what so many entries share. */
const NEARLY_ALL = 9;
/**
 * What is loaded together is one file, for a file costs more than what stands in it. By default each set of commands
 * that share something would have a file for it. Each group takes with it what it imports, the first ones first.
 */
const SHARED = [
  // A guarded run needs these without the program in its main thread.
  { name: 'streams', test: /[\\/]cli[\\/]streams\.ts$/ },
  { name: 'program', test: /[\\/]cli[\\/]program\.ts$/ },
  {
    name: 'reading',
    minShareCount: NEARLY_ALL,
    // Of the command line all but what brings the analysis along, which `info` and `events` have no use for.
    test: /[\\/](?:lib[\\/](?:decode|etl|text)[\\/]|cli[\\/](?!analysis|threads[\\/]reading))/,
  },
  // `events` needs the names of what is analysed, but no analysis.
  { name: 'names', test: /[\\/]lib[\\/]wsk[\\/]events[\\/]shown\.ts$/ },
  { name: 'analysis', test: /[\\/]lib[\\/]wsk[\\/]analyze\.ts$/ },
];

const NO_PROCESSES = '\0no-processes';

/** commander loads what starts processes, for commands that are programs of their own: there is none, and it takes 3 ms. */
const commanderStartsNothing = {
  name: 'commander-starts-nothing',
  resolveId: (source, importer = '') =>
    source === 'node:child_process' && /[\\/]node_modules[\\/]commander[\\/]/.test(importer)
      ? NO_PROCESSES
      : null,
  load: (id) =>
    id === NO_PROCESSES ? "export function spawn() { throw new Error('commands are no programs'); }" : null,
};

export const PROGRAM = {
  // Besides the program, what is found by its place: the modules of threads.
  input: {
    main: 'cli/main.ts',
    'check-worker': 'cli/check/check-worker.ts',
    'dataset-worker': 'cli/dataset/dataset-worker.ts',
    'command-worker': 'cli/guard/command-worker.ts',
    'reading-worker': 'cli/threads/reading-worker.ts',
    'read-ahead-worker': 'lib/etl/file/read-ahead-worker.ts',
    'writing-worker': 'lib/frames/export/thread/writing-worker.ts',
  },
  platform: 'node',
  // Its other form asks for its parts by a name that is made as it runs, which no bundle has.
  resolve: { alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' } },
  // Nothing happens on import, so that a folder's door brings along only what is taken from it.
  plugins: [commanderStartsNothing],
  treeshake: { moduleSideEffects: [{ external: false, test: /\.ts$/, sideEffects: false }] },
};

export const PROGRAM_OUTPUT = {
  cleanDir: true,
  chunkFileNames: '[name]-[hash].js',
  // Node reads all of it at every start. Names of functions and classes stay, for stacks and profiles.
  minify: {
    compress: { keepNames: { function: true, class: true } },
    mangle: { toplevel: false, keepNames: true },
    codegen: true,
  },
  codeSplitting: { groups: SHARED.map((group, at) => ({ ...group, priority: SHARED.length - at })) },
};
