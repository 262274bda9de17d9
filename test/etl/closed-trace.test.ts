import { closeSync, openSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openTrace } from '../../lib/etl/file/index.ts';
import { TraceError } from '../../lib/etl/index.ts';
import { writeTrace } from '../support/etl-writer/index.ts';
import { useFolder } from '../support/folder.ts';
import { numberedEvents } from './reading.ts';

const folder = useFolder();
const { bytes } = writeTrace(numberedEvents(50, 2));

describe.each([
  ['trace.etl', bytes],
  ['trace.etl.gz', gzipSync(bytes)],
])('a closed %s', (name, content) => {
  test('is not read any more: the system gives its descriptor to the next file', async () => {
    const path = folder.at(name);
    writeFileSync(path, content);
    const trace = await openTrace(path);
    trace.close();
    const other = openSync(path, 'r');
    expect(() => trace.events().next()).toThrow(
      new TraceError('usage', 'the trace was closed', { file: path }),
    );
    // Nor is that other file closed in its stead.
    trace.close();
    closeSync(other);
  });
});
