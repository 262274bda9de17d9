import { fileURLToPath } from 'node:url';
import { main } from './main.ts';

// From dist/driver-tracing/lab/explore to driver-tracing.
process.exitCode = await main(
  process.argv.slice(2),
  fileURLToPath(new URL('../../../../driver-tracing', import.meta.url)),
);
