// A UDP client that checks that each datagram comes back as it was sent.
//
//     node datagram-client.mjs --port N [--datagrams 5] [--bytes 600]
//
// A datagram without an answer is sent again: the server may not listen yet. Prints a line of JSON; exit code 1 when
// the answers are not all there after 20 s.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    datagrams: { type: 'string', default: '5' },
    bytes: { type: 'string', default: '600' },
  },
});
const port = Number(values.port);
const datagrams = Number(values.datagrams);
const bytes = Number(values.bytes);
const limitMs = 20_000;

const socket = createSocket('udp4');
socket.on('error', () => {}); // refused: nobody listens yet
socket.bind();
await once(socket, 'listening');

const until = Date.now() + limitMs;
let answered = 0;
while (answered < datagrams && Date.now() < until) {
  const sent = Buffer.alloc(bytes, answered + 1);
  const answer = once(socket, 'message');
  socket.send(sent, port, '127.0.0.1');
  const message = await Promise.race([answer, sleep(500)]);
  if (message !== undefined && sent.equals(message[0])) answered++;
}
socket.close();
if (answered < datagrams) {
  console.error(`datagram-client: ${answered} of ${datagrams} datagrams answered`);
  process.exitCode = 1;
}
console.log(JSON.stringify({ datagrams: answered, bytesEchoed: answered * bytes }));
