import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  checkJsonSchema,
  compareJsonSchema,
  doctorJsonSchema,
  infoJsonSchema,
  latencyJsonSchema,
  leaksJsonSchema,
  reportJsonSchema,
  whyJsonSchema,
} from '../../lib/report/json-schema/index.ts';
import { fixture, wsktrace } from '../support/cli.ts';
import { synthesiseMachine } from '../support/synthesiser/machine/scenario.ts';

const TRACES = readdirSync(fixture('.'))
  .filter((name) => name.endsWith('.etl'))
  .map(fixture);
const CLEAN = fixture('wine-echo-clean.etl');
const LEAKY = fixture('wine-irp-leak.etl');
const OTHER = fixture('wine-socket-leak.etl');

const folder = mkdtempSync(join(tmpdir(), 'wsktrace-schema-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

/** Each document's schema, and command lines that print it in all its forms. */
const DOCUMENTS: readonly [name: string, schema: object, commands: readonly (readonly string[])[]][] = [
  ['info', infoJsonSchema(), TRACES.map((trace) => ['info', trace, '--json'])],
  ['doctor', doctorJsonSchema(), TRACES.map((trace) => ['doctor', trace, '--json'])],
  ['report', reportJsonSchema(), TRACES.map((trace) => ['report', trace, '--json'])],
  [
    'latency',
    latencyJsonSchema(),
    [
      ...TRACES.map((trace) => ['latency', trace, '--json', '--by', 'socket', '--slowest', '5']),
      ['latency', LEAKY, '--json', '--op', 'Receive', '--by', 'remote', '--slices', '3'],
    ],
  ],
  [
    'leaks',
    leaksJsonSchema(),
    [...TRACES.map((trace) => ['leaks', trace, '--json']), ['leaks', LEAKY, '--json', '--max', '1']],
  ],
  [
    'why',
    whyJsonSchema(),
    [
      ['why', at('machine.etl'), '--json', '--worst', '1000'],
      ...TRACES.map((trace) => ['why', trace, '--json', '--over', '0ms']),
    ],
  ],
  [
    'check',
    checkJsonSchema(),
    [
      ['check', ...TRACES, '--jobs', '1', '--format', 'json'],
      ['check', LEAKY, at('none.etl'), '--config', at('config.json'), '--format', 'json'],
      ['check', CLEAN, '--baseline', at('baseline.json'), '--format', 'json'],
      ['check', CLEAN, '--threshold', 'latency{op=Send}: p(99) < 5ms', '--format', 'json'],
    ],
  ],
  [
    'compare',
    compareJsonSchema(),
    [
      ['compare', '--base', CLEAN, '--head', LEAKY, '--jobs', '1', '--format', 'json'],
      ['compare', '--base', LEAKY, CLEAN, '--head', LEAKY, OTHER, '--jobs', '1', '--format', 'json'],
      ['compare', '--base', OTHER, at('none.etl'), '--head', CLEAN, '--jobs', '1', '--format', 'json'],
    ],
  ],
];

beforeAll(() => {
  writeFileSync(at('machine.etl'), synthesiseMachine().write().bytes);
  writeFileSync(at('none.etl'), 'this is no trace');
  const baseline = { fingerprint: '0123456789abcdef', rule: 'irp-leak', provider: 'Mine', op: null };
  writeFileSync(
    at('baseline.json'),
    JSON.stringify({ schema: 'wsktrace.baseline/1', findings: [{ ...baseline, function: null }] }),
  );
  const match = { function: 'RequestCreate' };
  const suppressions = [
    { rule: 'irp-leak', match, reason: 'known' },
    { rule: 'socket-leak', match, reason: 'long over', expires: '2020-01-31' },
  ];
  const thresholds = ['inflight: max <= 1', 'leaks{kind=irp}: count == 0', 'latency{op=Send}: p(99.9) < 1us'];
  writeFileSync(at('config.json'), JSON.stringify({ suppressions, thresholds }));
});

function validatorOf(schema: object) {
  return new Ajv2020({ strict: true }).compile(schema);
}

async function print(argv: readonly string[]): Promise<object> {
  const { out, err } = await wsktrace(...argv);
  expect(out, err).not.toBe('');
  return JSON.parse(out) as object;
}

describe.each(DOCUMENTS)('the published JSON Schema of %s', (name, schema, commands) => {
  // `npx vitest run test/report/json-schema.test.ts -u` writes the files anew.
  test('is the one that the program keeps to', async () => {
    const text = `${JSON.stringify(schema, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`../../schemas/wsktrace.${name}.schema.json`);
  });

  test('holds for what the command prints', { timeout: 60_000 }, async () => {
    const validate = validatorOf(schema);
    for (const argv of commands) {
      validate(await print(argv));
      expect({ argv, errors: validate.errors }).toEqual({ argv, errors: null });
    }
  });

  test('refuses a document that lacks a member, has one too many, or one of another type', async () => {
    const validate = validatorOf(schema);
    const printed = await print(commands[0]!);
    const isList = Array.isArray(printed);
    const document: Record<string, unknown> = isList ? printed[0] : printed;
    const isValid = (one: object) => validate(isList ? [one] : one);
    expect(isValid(document)).toBe(true);
    expect(isValid({ ...document, surplus: 1 })).toBe(false);
    for (const member of Object.keys(document)) {
      const { [member]: _, ...rest } = document;
      expect([member, isValid(rest)]).toEqual([member, false]);
      expect([member, isValid({ ...document, [member]: () => {} })]).toEqual([member, false]);
    }
  });
});

test('every document names the schema that describes it', async () => {
  for (const [name, , [argv]] of DOCUMENTS) {
    const printed = await print(argv!);
    if (!Array.isArray(printed)) {
      expect(printed).toMatchObject({ schema: `wsktrace.${name}/1` });
    }
  }
});
