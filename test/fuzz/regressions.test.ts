import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { random } from '../support/random.ts';
import { mutate } from './mutate.ts';
import { seeds } from './seeds.ts';
import { targets } from './targets.ts';

const folder = join(import.meta.dirname, 'regressions');

describe.each(Object.entries(targets))('the fuzz target %s', (name, target) => {
  const kept = readdirSync(folder).filter((file) => file.startsWith(`${name}-`));

  test('holds against every input that once broke it', () => {
    for (const file of kept) {
      expect(() => target(new Uint8Array(readFileSync(join(folder, file)))), file).not.toThrow();
    }
  });

  test('holds against its seeds, and against some of them changed', { timeout: 120_000 }, () => {
    const pool = seeds(name);
    const rng = random(1);
    for (const input of pool) {
      target(input);
    }
    for (let i = 0; i < 200; i++) {
      target(mutate(rng.pick(pool), rng.pick(pool), rng));
    }
  });
});
