import { expect, test } from 'vitest';
import { wsktrace } from '../support/cli.ts';

test('a replay without a description of the driver is a wrong usage', async () => {
  const { code, err } = await wsktrace('replay', 'fixtures/wine-irp-leak.etl');
  expect([code, err]).toEqual([2, expect.stringContaining('--lab')]);
});

test('a description that is not there is told by the lab', async () => {
  const { code, err } = await wsktrace('replay', 'fixtures/wine-irp-leak.etl', '--lab', 'none.json');
  expect([code, err]).toEqual([2, expect.stringContaining('none.json: can’t be read')]);
});
