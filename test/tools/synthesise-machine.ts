#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fixtureMachine, machineBytes } from '../support/synthesiser/machine/fixture.ts';
import { defaultMachine } from '../support/synthesiser/machine/scenario.ts';

const defaults = { ...defaultMachine, ...fixtureMachine };
const usage = `Usage: synthesise-machine -o FILE [options]
Writes a synthesised trace of a machine: a WSK driver's calls over TCP beside the kernel's and TCPIP's events, in their
real layouts. The same options give the same bytes; without any they are those of fixtures/machine-slow-calls.etl.

  -o, --output FILE   the .etl to write
  --seed N            (${defaults.seed})
  --processors N      (${defaults.processors})
  --callers N         threads of the driver, each with a connection of its own (${defaults.callers})
  --calls N           calls of each (${defaults.calls})
  --others N          threads of another process (${defaults.others})
  --loss SHARE        packets that are lost, 0 to below 1 (${defaults.loss})`;

const numbers = ['seed', 'processors', 'callers', 'calls', 'others', 'loss'] as const;
const { values } = parseArgs({
  options: {
    output: { type: 'string', short: 'o' },
    ...Object.fromEntries(numbers.map((name) => [name, { type: 'string' as const }])),
  },
});
const { output } = values;
const options = Object.fromEntries(
  numbers.flatMap((name) => {
    const text = (values as Record<string, string | undefined>)[name];
    return text === undefined ? [] : [[name, Number(text)]];
  }),
);
if (typeof output !== 'string' || Object.values(options).some((value) => !(value >= 0))) {
  console.error(usage);
  process.exit(2);
}
writeFileSync(output, machineBytes({ ...fixtureMachine, ...options }));
