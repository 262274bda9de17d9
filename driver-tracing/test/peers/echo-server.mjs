// A TCP server on 127.0.0.1 that sends back what it receives, for the driver's own client.
//
//     node echo-server.mjs --port N        says "listening" when it does, ends itself after two minutes

import { createServer } from 'node:net';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { port: { type: 'string' } } });

const server = createServer((socket) => {
  socket.on('error', () => socket.destroy());
  socket.pipe(socket);
});
server.listen(Number(values.port), '127.0.0.1', () => console.log('listening'));
setTimeout(() => process.exit(0), 120_000);
