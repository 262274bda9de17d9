import { readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { infoJsonSchema, reportJsonSchema } from '../../lib/report/json-schema.ts';
import { fixture, wsktrace } from '../support/cli.ts';

const FIXTURES = readdirSync(fixture('.')).filter((name) => name.endsWith('.etl'));

describe('the published JSON Schema', () => {
  // `npx vitest run test/report/json-schema.test.ts -u` writes the files anew.
  test.each([
    ['info', infoJsonSchema()],
    ['report', reportJsonSchema()],
  ])('of %s is the one that the program keeps to', async (name, schema) => {
    const text = `${JSON.stringify(schema, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`../../schemas/wsktrace.${name}.schema.json`);
  });

  test.each([
    ['info', infoJsonSchema()],
    ['report', reportJsonSchema()],
  ])('of %s holds for what it prints of every fixture', async (name, schema) => {
    const validate = new Ajv2020({ strict: true }).compile(schema);
    for (const file of FIXTURES) {
      const { out } = await wsktrace(name, fixture(file), '--json');
      validate(JSON.parse(out));
      expect({ file, errors: validate.errors }).toEqual({ file, errors: null });
    }
  });

  test('refuses what is not of its shape', () => {
    const validate = new Ajv2020({ strict: true }).compile(infoJsonSchema());
    expect(validate([{ file: 'x.etl' }])).toBe(false);
  });
});
