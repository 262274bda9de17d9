import fc from 'fast-check';
import { expect, test } from 'vitest';
import { faultsOf } from '../support/hostile/faults.ts';
import { everyOutput } from '../support/hostile/outputs.ts';
import { traceNamed } from '../support/hostile/trace.ts';
import { HOSTILE_NAMES } from '../support/hostile-names.ts';

const harmless = everyOutput(traceNamed('Harmless'), 'Harmless');

/** @param anyName a NUL in it ends a name, in a trace */
function faultsWith(anyName: string): string[] {
  const name = anyName.replaceAll('\0', '\u0001');
  const outputs = everyOutput(traceNamed(name), name);
  expect(outputs.map((output) => output.name)).toEqual(harmless.map((output) => output.name));
  return outputs.flatMap((output, at) =>
    faultsOf(output, harmless[at]!).map((fault) => `${output.name} (${output.place}): ${fault}`),
  );
}

test('the trace shows its name in nearly every output', () => {
  const without = harmless.filter(({ text }) => !text.includes('Harmless')).map(({ name }) => name);
  expect(
    without.filter(
      (name) => !/^export (irps|sockets|callbacks|driver|trace|occurrences|segments)/.test(name),
    ),
  ).toEqual([]);
});

test.each(HOSTILE_NAMES)('nothing but text comes of the name %j', (name) => {
  expect(faultsWith(name)).toEqual([]);
});

test('nor of any other', () => {
  const pieces = fc.constantFrom(
    ...[
      '\n',
      '\r',
      '::',
      '##[',
      '##vso[',
      'error ',
      ']',
      '\u001b[',
      '\u0085',
      '\u2028',
      '\u202e',
      '"',
      "'",
      ',',
      '|',
      '<',
      '>',
    ],
    ...['&', '-->', '=1+1', '`', '\\', ' ', '\ud800', '\u00a0', '%0A', 'a', '##', '[', ':'],
  );
  const names = fc.oneof(
    fc.array(pieces, { minLength: 1, maxLength: 8 }).map((all) => all.join('')),
    fc.string({ unit: 'binary', minLength: 1 }),
  );
  fc.assert(
    fc.property(names, (name) => {
      expect(faultsWith(name)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
