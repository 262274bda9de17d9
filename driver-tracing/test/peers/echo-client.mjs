// A TCP client that checks every byte that an echo server sends back.
//
//     node echo-client.mjs --port N [--host 127.0.0.1] [--connections 3] [--chunks 5] [--bytes 1000] [--concurrent] [--linger MS] [--leave] [--reset]
//
// Prints one line of JSON: connections, bytesSent, bytesEchoed. Exit code 1 when a byte is wrong or
// missing, when the server does not close its side, or when nothing listens within 20 s. --linger keeps
// each connection open that long after its last echo. With --leave the server's close is not waited for;
// --reset leaves with a reset instead.

import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    connections: { type: 'string', default: '3' },
    chunks: { type: 'string', default: '5' },
    bytes: { type: 'string', default: '1000' },
    concurrent: { type: 'boolean', default: false },
    linger: { type: 'string', default: '0' },
    leave: { type: 'boolean', default: false },
    reset: { type: 'boolean', default: false },
  },
});

const port = Number(values.port);
const connections = Number(values.connections);
const chunks = Number(values.chunks);
const bytes = Number(values.bytes);
// Long for a machine that does much else: they end what hangs.
const retryLimitMs = 20_000;
const idleLimitMs = 15_000;

/** Bytes that differ between connections, chunks and places, so that a mix-up shows. */
function pattern(connection, chunk) {
  return Buffer.from(Array.from({ length: bytes }, (_, i) => (i * 7 + chunk * 31 + connection * 101) & 0xff));
}

async function open() {
  const until = Date.now() + retryLimitMs;
  for (;;) {
    const socket = connect({ host: values.host, port });
    try {
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      socket.destroy();
      if (Date.now() > until) throw error;
      await sleep(50);
    }
  }
}

/** Sends one chunk at a time and waits for its echo; then closes and expects the server to close too. */
async function converse(connection) {
  const socket = await open();
  socket.setTimeout(idleLimitMs, () => socket.destroy(new Error(`silent for ${idleLimitMs} ms`)));
  const echo = socket[Symbol.asyncIterator]();
  for (let chunk = 0; chunk < chunks; chunk++) {
    const sent = pattern(connection, chunk);
    socket.write(sent);
    let checked = 0;
    while (checked < sent.length) {
      const { value, done } = await echo.next();
      if (done) throw new Error(`closed after ${checked} of ${sent.length} bytes of chunk ${chunk}`);
      if (!sent.subarray(checked, checked + value.length).equals(value)) {
        throw new Error(`wrong bytes after ${checked} of chunk ${chunk}`);
      }
      checked += value.length;
    }
  }
  await sleep(Number(values.linger));
  if (values.reset) {
    socket.resetAndDestroy();
    return chunks * bytes;
  }
  if (values.leave) {
    socket.destroy();
    return chunks * bytes;
  }
  socket.end();
  const { done } = await echo.next();
  if (!done) throw new Error('bytes after the last echo');
  return chunks * bytes;
}

let echoed = 0;
try {
  const indices = Array.from({ length: connections }, (_, i) => i);
  if (values.concurrent) {
    for (const count of await Promise.all(indices.map(converse))) echoed += count;
  } else {
    for (const i of indices) echoed += await converse(i);
  }
} catch (error) {
  console.error(`echo-client: ${error.message}`);
  process.exitCode = 1;
}
console.log(JSON.stringify({ connections, bytesSent: connections * chunks * bytes, bytesEchoed: echoed }));
