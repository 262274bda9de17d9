import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { configJsonSchema, parseConfig } from '../../../lib/report/gate/files/index.ts';

const parse = (config: unknown) => parseConfig(JSON.stringify(config), 'c.json');
const suppression = {
  rule: 'irp-leak',
  match: { function: 'Client*' },
  reason: 'fixed in the next release',
};

const good = [
  {},
  { $schema: './node_modules/wsktrace/schemas/wsktrace.config.schema.json' },
  { rules: { 'irp-leak': 'off', 'close-stuck': 'warning', 'socket-leak': 'on' }, failOn: 'certain' },
  { thresholds: ['latency{op=Send}: p(99) < 5ms'], minSamples: 20, aggregate: 'worst', inconclusive: 'pass' },
  { suppressions: [{ ...suppression, expires: '2027-02-28' }], stuckAfter: '30s', providers: ['MyDriver'] },
  { baseline: 'b.json', sourceRoot: 'src', mappings: ['afd.json'] },
];

const bad: [unknown, string][] = [
  [{ treshold: [] }, 'no such setting: treshold; did you mean thresholds?'],
  [{ rules: { 'irp-leek': 'off' } }, 'rules: no such rule: irp-leek; did you mean irp-leak?'],
  [{ rules: { 'irp-leak': 'maybe' } }, 'rules.irp-leak: '],
  [{ failOn: 'surely' }, 'failOn: '],
  [{ minSamples: 0 }, 'minSamples: '],
  [{ stuckAfter: '30' }, 'stuckAfter: a duration with its unit, as 30s'],
  [{ suppressions: [{ ...suppression, reason: ' ' }] }, 'suppressions[0].reason: say why'],
  [{ suppressions: [{ ...suppression, expires: '2027-02-30' }] }, 'suppressions[0].expires: no such day'],
  [{ suppressions: [{ ...suppression, expires: 'soon' }] }, 'suppressions[0].expires: a date as 2027-01-31'],
  [{ suppressions: [{ ...suppression, rule: '*' }] }, 'suppressions[0].rule: '],
  [{ suppressions: [{ ...suppression, match: {} }] }, 'it would match every finding of the rule'],
  [
    { suppressions: [{ ...suppression, match: { provider: 'Driver' } }] },
    'it would match every finding of the rule',
  ],
  [{ suppressions: [{ ...suppression, match: { function: '*' } }] }, 'it would match everything'],
  [{ suppressions: [{ ...suppression, match: { function: '?*' } }] }, 'it would match everything'],
];

describe('a configuration', () => {
  test.each(good)('may be %j', (config) => {
    expect(parse(config)).toEqual(config);
  });

  test.each(bad)('is refused where it is %j', (config, reason) => {
    expect(() => parse(config)).toThrow(reason);
  });

  test('says which threshold is wrong, and at which column', () => {
    expect(() => parse({ thresholds: ['inflight: max < 5', 'latency{op=Snd}: max < 5ms'] })).toThrow(
      /^c\.json: thresholds\[1\]: threshold, column 12: no op is called Snd/,
    );
  });

  test('may have comments, and a comma behind the last of several', () => {
    const text = '{\n  // why\n  "failOn": "certain", /* all */\n}';
    expect(parseConfig(text, 'c.json')).toEqual({ failOn: 'certain' });
  });

  test('says where it stops being JSON', () => {
    const text = `{${'\n'.repeat(40)}  "failOn" "certain"\n}`;
    expect(() => parseConfig(text, 'c.json')).toThrow(
      /^c\.json: not valid JSON \(line 41, column 12\): colon expected/,
    );
    expect(() => parseConfig('{ "failOn": certain }', 'c.json')).toThrow(
      /^c\.json: not valid JSON \(line 1, column 13\): invalid symbol/,
    );
    expect(parseConfig('\uFEFF{}', 'c.json')).toEqual({});
  });
});

describe('the published JSON Schema', () => {
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(configJsonSchema()) as object);

  test('is what the code accepts today (vitest run -u writes it anew)', async () => {
    await expect(configJsonSchema()).toMatchFileSnapshot('../../../schemas/wsktrace.config.schema.json');
  });

  test.each(good)('lets an editor accept %j', (config) => {
    expect(validate(config), JSON.stringify(validate.errors)).toBe(true);
  });

  test('lets an editor see mistakes of names and values', () => {
    for (const [config] of bad.slice(0, 6)) {
      expect(validate(config), JSON.stringify(config)).toBe(false);
    }
  });
});
