import { expect, test } from 'vitest';
import type { Point } from '../../driver-tracing/lab/explore/record.ts';
import { areRelated, deviationsOf, scriptText } from '../../driver-tracing/lab/explore/script.ts';
import type { Place, SiteTable } from '../../driver-tracing/lab/explore/sites.ts';
import { ordinalWord, scriptWords } from '../../driver-tracing/lab/explore/words.ts';

const point = (number: number, change: Partial<Point> = {}): Point => ({
  number,
  kind: 'call',
  what: 'Socket',
  socket: 0,
  irp: '0',
  stack: [1],
  answers: ['later', 'inline', 'fails-c000009a'],
  ...change,
});

const sites: SiteTable = {
  text: '',
  place: (site): Place | null => (site === 1 ? { function: 'CreateSocket', file: '/d/a.c', line: 88 } : null),
  fileOfFunction: () => null,
};

test('every answer but the kind one is a deviation, and each knows which of its operation it is', () => {
  const deviations = deviationsOf([point(1), point(4, { what: 'Bind' }), point(9)]);
  expect(deviations.map(({ point: { number }, answer, ordinal }) => [number, answer, ordinal])).toEqual([
    [1, 'inline', 1],
    [1, 'fails-c000009a', 1],
    [4, 'inline', 1],
    [4, 'fails-c000009a', 1],
    [9, 'inline', 2],
    [9, 'fails-c000009a', 2],
  ]);
});

test('a second deviation comes behind the first, and counts what came before', () => {
  const [first] = deviationsOf([point(1), point(9)], 1);
  expect([first?.point.number, first?.ordinal]).toEqual([9, 2]);
});

test('a script names its points and answers as the harness reads them', () => {
  const [first, , , last] = deviationsOf([point(1), point(9)]);
  expect(scriptText([first!, last!])).toBe('1:inline;9:fails-c000009a');
});

test('deviations are related where they share a socket or an IRP', () => {
  const [a] = deviationsOf([point(1, { socket: 2 })]);
  const [b] = deviationsOf([point(2, { socket: 2, irp: '40' })]);
  const [c] = deviationsOf([point(3, { irp: '40' })]);
  const [d] = deviationsOf([point(4)]);
  expect([areRelated(a!, b!), areRelated(b!, c!), areRelated(a!, c!), areRelated(d!, d!)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('a deviation is half a sentence', () => {
  const [, , , fails] = deviationsOf([point(1), point(9)]);
  expect(scriptWords([fails!], sites)).toBe(
    'the second WskSocket (CreateSocket, line 88) fails with STATUS_INSUFFICIENT_RESOURCES',
  );
  expect(scriptWords([], sites)).toBe('without any deviation');
});

test('ordinals are words while they are few', () => {
  expect([1, 2, 3, 10, 11, 12, 13, 21, 22, 23, 101, 111].map(ordinalWord)).toEqual([
    ...[
      'first',
      'second',
      'third',
      'tenth',
      '11th',
      '12th',
      '13th',
      '21st',
      '22nd',
      '23rd',
      '101st',
      '111th',
    ],
  ]);
});
