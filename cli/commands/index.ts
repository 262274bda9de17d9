import type { Command } from 'commander';
import type { Terminal } from '../terminal.ts';

/** A command as the help lists it; its own module, and all that it needs, is loaded when it is run. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<(terminal: Terminal) => Command>;
}

/** In the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'info',
    summary: 'tell what is in a trace: session, events, providers, losses and damage',
    load: async () => (await import('./info.ts')).infoCommand,
  },
  {
    name: 'events',
    summary: 'print the events of a trace, decoded, in time order',
    load: async () => (await import('./events.ts')).eventsCommand,
  },
  {
    name: 'report',
    summary: 'analyse the WSK calls in a trace: latencies, leaks and unmatched IRPs',
    load: async () => (await import('./report.ts')).reportCommand,
  },
  {
    name: 'latency',
    summary: 'tell where the time of the WSK calls goes: percentiles, steps, calls in flight, the slowest',
    load: async () => (await import('./latency.ts')).latencyCommand,
  },
  {
    name: 'why',
    summary:
      'tell why calls were slow, by the kernel’s and TCPIP’s events: each call’s time, DPCs, interrupts, switches',
    load: async () => (await import('./why.ts')).whyCommand,
  },
  {
    name: 'leaks',
    summary:
      'tell what is outstanding at the end: calls, IRPs and sockets, since when, by function and socket',
    load: async () => (await import('./leaks.ts')).leaksCommand,
  },
  {
    name: 'check',
    summary: 'fail a build on leaks, unmatched IRPs and slow calls',
    load: async () => (await import('./check.ts')).checkCommand,
  },
  {
    name: 'compare',
    summary: 'tell what became slower, leaks anew or was fixed between two sets of traces',
    load: async () => (await import('./compare.ts')).compareCommand,
  },
  {
    name: 'export',
    summary: 'write the calls, IRPs, sockets and findings of a trace as dataframes, one file each',
    load: async () => (await import('./export.ts')).exportCommand,
  },
  {
    name: 'query',
    summary: 'ask a trace in SQL: the tables are calls, irps, sockets, callbacks, driver, findings, …',
    load: async () => (await import('./query.ts')).queryCommand,
  },
  {
    name: 'fleet',
    summary: 'write a page over a dataset: builds, findings, latencies, machines, what was not judged',
    load: async () => (await import('./fleet.ts')).fleetCommand,
  },
  {
    name: 'compact',
    summary: 'join the small files of a dataset into large ones, by day and machine',
    load: async () => (await import('./compact.ts')).compactCommand,
  },
  {
    name: 'timeline',
    summary: 'write the calls as a timeline for the Perfetto UI (ui.perfetto.dev) or chrome://tracing',
    load: async () => (await import('./timeline.ts')).timelineCommand,
  },
  {
    name: 'web',
    summary: 'write a page for browsers: a trace that is dropped on it is reported there, and not uploaded',
    load: async () => (await import('./web.ts')).webCommand,
  },
  {
    name: 'doctor',
    summary: 'tell what of a recording is missing, and the command that brings it',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
  {
    name: 'explain',
    summary: 'print what a finding means and how to fix it, or another page of the documentation',
    load: async () => (await import('./explain.ts')).explainCommand,
  },
  {
    name: 'completion',
    summary: 'print what makes bash, zsh, fish or PowerShell complete wsktrace’s command lines',
    load: async () => (await import('./completion.ts')).completionCommand,
  },
  {
    name: 'replay',
    summary: 'run a driver in the fault lab so that it goes as a trace from the field tells',
    load: async () => (await import('./replay.ts')).replayCommand,
  },
  {
    name: 'library',
    summary:
      'write the tracing library for drivers out: two C files to add, and the profile that records them',
    load: async () => (await import('./library.ts')).libraryCommand,
  },
];
