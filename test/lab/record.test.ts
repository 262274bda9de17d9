import { expect, test } from 'vitest';
import { parseRecord } from '../../driver-tracing/lab/explore/record.ts';

test('a record tells points, deviations taken, facts, remarks, waiters and the end', () => {
  const record = parseRecord(
    [
      'P 7 call Send 2 1c0 12,9,0 later|inline|fails-c000009a',
      'P 9 allocation irp 0 0 0,0,0 success|null',
      'D 9 null',
      'F pool-leak 4,0,0 64 bytes of pool are never freed',
      'S the line did not come back',
      'W main-0 3,0,0 an event or a thread',
      'U call Send Talk 3 later@20',
      'E deadlock',
      '',
    ].join('\n'),
  );
  expect(record).toEqual({
    points: [
      {
        number: 7,
        kind: 'call',
        what: 'Send',
        socket: 2,
        irp: '1c0',
        stack: [12, 9],
        answers: ['later', 'inline', 'fails-c000009a'],
      },
      {
        number: 9,
        kind: 'allocation',
        what: 'irp',
        socket: 0,
        irp: '0',
        stack: [],
        answers: ['success', 'null'],
      },
    ],
    taken: [9],
    facts: [{ kind: 'pool-leak', stack: [4], text: '64 bytes of pool are never freed' }],
    remarks: ['the line did not come back'],
    waiters: [{ thread: 'main-0', stack: [3], what: 'an event or a thread' }],
    unasked: ['call Send Talk 3 later@20'],
    end: 'deadlock',
  });
});

test('a record that breaks off has no end', () => {
  expect(parseRecord('P 1 wait KeWait 0 0 0,0,0 in-time|runs-out\n').end).toBeNull();
});

test('of two ends the first counts: what dies after its end has ended', () => {
  expect(parseRecord('E unloaded\nE crashed\n').end).toBe('unloaded');
});
