import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../cli/commands/index.ts';
import { wsktrace } from '../support/cli.ts';

describe('help', () => {
  test.each(COMMANDS.map(({ name }) => name))(
    'of %s quotes its examples as every shell takes them: cmd knows no single quotes, and would see a redirection',
    async (name) => {
      const { code, out } = await wsktrace(name, '--help');
      expect(code).toBe(0);
      expect(out.split('\n').filter((line) => /^ {2}wsktrace .*'/.test(line))).toEqual([]);
    },
  );
});
