// Compares what the trace says was moved with what the client outside counted.
//
//     node check-traffic.mjs REPORT.json RUN.log
//
// RUN.log holds echo-client.mjs's line of JSON; without one there is nothing to compare. An echo server receives what
// the client sent, sends the same, accepts each connection and closes what it made: none of it known from the trace.

import { readFileSync } from 'node:fs';

const [reportPath, logPath] = process.argv.slice(2);
const parsed = JSON.parse(readFileSync(reportPath, 'utf8'));
const report = Array.isArray(parsed) ? parsed[0] : parsed;
const line = readFileSync(logPath, 'utf8')
  .split('\n')
  .find((text) => text.startsWith('{"connections"'));

function compare(what, inTrace, outside) {
  if (inTrace === outside) return;
  console.error(`  ${what}: ${inTrace} in the trace, ${outside} outside`);
  process.exitCode = 1;
}

if (line !== undefined) {
  const { connections, bytesSent, bytesEchoed } = JSON.parse(line);
  const bytes = (op) => report.operations.find((operation) => operation.op === op)?.bytes ?? 0;
  compare('bytes received', bytes('Receive'), bytesSent);
  compare('bytes sent', bytes('Send'), bytesEchoed);
  compare('sockets: one for each connection and the listener', report.sockets.created, connections + 1);
}
