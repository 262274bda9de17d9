import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { fixtureMachine, machineBytes } from '../support/synthesiser/machine/fixture.ts';

test('the fixture is what its recipe in fixtures/README.md makes', () => {
  const path = resolve(import.meta.dirname, '../../fixtures/machine-slow-calls.etl');
  expect(Buffer.compare(readFileSync(path), machineBytes(fixtureMachine))).toBe(0);
});
