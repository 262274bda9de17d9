import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../cli/commands/index.ts';
import { ExitCode } from '../../cli/exit-code.ts';
import { createTerminal } from '../../cli/terminal.ts';
import { FRAMES } from '../../lib/frames/index.ts';
import * as library from '../../lib/index.ts';
import { PLAIN } from '../../lib/report/index.ts';
import { RULES } from '../../lib/wsk/index.ts';
import { wsktrace } from '../support/cli.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const KEPT = resolve(import.meta.dirname, 'stable.txt');
/** What each of them finds stands in a baseline somewhere. */
const TRACES = ['wine-irp-leak.etl', 'wine-socketconnect-not-completed.etl', 'wine-leak-irp.etl'];

/** As much of JSON Schema as ours have. */
interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** A line for each value that a document of the schema has, with the path to it. */
function pathsOf(schema: Schema | boolean | undefined, path: string): string[] {
  if (schema === undefined || typeof schema === 'boolean') {
    return [];
  }
  const type =
    schema.const === undefined ? [schema.type ?? []].flat().join('|') : JSON.stringify(schema.const);
  return [
    ...(type === '' ? [] : [`json ${path} ${type}`]),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, each]) => pathsOf(each, `${path}.${name}`)),
    ...pathsOf(schema.additionalProperties, `${path}.*`),
    ...[schema.items ?? [], schema.prefixItems ?? []].flat().flatMap((each) => pathsOf(each, `${path}[]`)),
    ...[schema.anyOf ?? [], schema.oneOf ?? []].flat().flatMap((each) => pathsOf(each, path)),
  ];
}

function schemas(): string[] {
  return readdirSync(resolve(ROOT, 'schemas')).flatMap((file) => {
    const schema = JSON.parse(readFileSync(resolve(ROOT, 'schemas', file), 'utf8')) as Schema;
    return pathsOf(schema, file.replace(/^wsktrace\.|\.schema\.json$/g, ''));
  });
}

async function options(): Promise<string[]> {
  const streams = { hasColour: false, writeOut: () => {}, writeError: () => {} };
  const terminal = createTerminal(streams, { place: 'pipe', width: 100, style: PLAIN, hasProgress: false });
  const lines = COMMANDS.map(async ({ name, load }) => {
    const command = (await load())(terminal);
    const told = command.options.flatMap(({ long, short, required, optional, variadic, argChoices }) => {
      const value = required ? ' VALUE' : optional ? ' [VALUE]' : '';
      const start = `option ${name} ${long ?? short}`;
      return [
        `${start}${value}${variadic ? '…' : ''}`,
        ...(short === undefined || long === undefined ? [] : [`${start} is ${short}`]),
        ...(argChoices ?? []).map((choice) => `${start} ${choice}`),
      ];
    });
    return [`command ${name}`, ...told];
  });
  return (await Promise.all(lines)).flat();
}

async function fingerprints(): Promise<string[]> {
  const lines = TRACES.map(async (trace) => {
    const { out } = await wsktrace('report', resolve(ROOT, 'fixtures', trace), '--json');
    const { findings } = JSON.parse(out) as { findings: { rule: string; fingerprint: string }[] };
    return findings.map(({ rule, fingerprint }) => `fingerprint ${trace} ${rule} ${fingerprint}`);
  });
  return (await Promise.all(lines)).flat();
}

async function promised(): Promise<string[]> {
  const lines = [
    ...(await options()),
    ...Object.values(ExitCode).map((code) => `exit-code ${code}`),
    ...FRAMES.flatMap(({ name: frame, columns }) =>
      columns.map(({ name, type, unit }) =>
        `column ${frame} ${name} ${[type, unit ?? ''].join(' ')}`.trimEnd(),
      ),
    ),
    ...RULES.map((rule) => `rule ${rule}`),
    ...(await fingerprints()),
    ...schemas(),
    ...Object.keys(library).map((name) => `export ${name}`),
  ];
  return [...new Set(lines)].sort();
}

test('nothing that docs/stability.md promises goes, and what comes is kept from then on (RENEW_STABLE=1 keeps it)', async () => {
  const now = await promised();
  if (process.env.RENEW_STABLE === '1') {
    writeFileSync(KEPT, `${now.join('\n')}\n`);
  }
  const kept = readFileSync(KEPT, 'utf8').trimEnd().split('\n');
  // The walks see what there is.
  for (const kind of ['command', 'option', 'exit-code', 'column', 'rule', 'fingerprint', 'json', 'export']) {
    expect(kept.filter((line) => line.startsWith(`${kind} `)).length, kind).toBeGreaterThan(2);
  }
  expect(kept.filter((line) => !now.includes(line))).toEqual([]);
  expect(now.filter((line) => !kept.includes(line))).toEqual([]);
});
