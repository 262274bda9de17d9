import { describe, expect, test } from 'vitest';
import { fixture, wsktrace } from '../support/cli.ts';

describe('wsktrace leaks', () => {
  test('shows what is outstanding, by function, with the findings about it', async () => {
    const { code, out, err } = await wsktrace('leaks', fixture('wine-listener-leak.etl'));
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Outstanding at the end of the trace: 0 calls, 1 IRP, 1 socket.');
    expect(out).toMatch(/CreateListeningSocket +0 +0 +1/);
    expect(out).toMatch(/RequestCreate +0 +1 +0/);
    expect(out).toMatch(/error socket-leak \(certain\)/);
    expect(out).toContain('how to fix it: wsktrace explain irp-leak');
  });

  test('says so where nothing is', async () => {
    const { out } = await wsktrace('leaks', fixture('wine-echo-clean.etl'));
    expect(out).toContain('Nothing is outstanding at the end of the trace.');
    expect(out).not.toContain('Findings');
  });

  test('shows a call that hangs, on its socket, with what hangs behind it', async () => {
    const { out } = await wsktrace('leaks', fixture('host-never-completed.etl'));
    expect(out).toContain('Calls by socket');
    expect(out).toMatch(/Disconnect +FaultNeverCompleted, line \d+ .* pending/);
    expect(out).toContain('leads to');
  });

  test('gives the same as JSON, with ids as strings and a page for each finding', async () => {
    const { out } = await wsktrace('leaks', fixture('host-never-completed.etl'), '--json');
    const leaks = JSON.parse(out);
    expect(leaks.schema).toBe('wsktrace.leaks/1');
    expect(leaks.calls).toMatchObject({
      count: 1,
      oldest: [{ op: 'Disconnect', state: 'pending', socketId: '1' }],
    });
    expect(leaks.irps.oldest[0].inUseBy).toBe(leaks.calls.oldest[0].callId);
    expect(leaks.findings).toMatchObject([
      { rule: 'never-completed', help: 'wsktrace explain never-completed' },
    ]);
  });

  test('leaves out findings that are about nothing outstanding', async () => {
    const { out } = await wsktrace('leaks', fixture('host-status-mismatch.etl'), '--json');
    expect(JSON.parse(out).findings).toEqual([]);
  });

  test('lists no more than asked for, counts all, and says how many it does not list', async () => {
    const asJson = await wsktrace('leaks', fixture('host-irp-leak.etl'), '--max', '2', '--json');
    const { irps } = JSON.parse(asJson.out);
    expect([irps.count, irps.oldest.length]).toEqual([3, 2]);
    const { out } = await wsktrace('leaks', fixture('host-irp-leak.etl'), '--max', '1');
    expect(out).toMatch(/IRPs, oldest first\n.*\n {2}4 .*\n {2}… and 2 more\n/);
  });
});
