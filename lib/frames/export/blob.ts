import type { AnalyzeOptions } from '../../wsk/index.ts';
import { FRAMES } from '../specs.ts';
import type { OneOrMoreTraces } from '../traces.ts';
import { writeRows } from '../write-frames.ts';
import type { ByteSink } from './byte-sink.ts';
import { fileMetadata, SCHEMA_FILE, schemaText } from './metadata.ts';
import { parquet } from './parquet/index.ts';
import { rowFile } from './row-file.ts';

/** Bytes that are gathered before the browser takes them over, which puts large Blobs on disk. */
const PART_BYTES = 4 << 20;

/** Gathers a file as a Blob, for a browser, which has no other files. */
class BlobSink implements ByteSink {
  #parts: Uint8Array<ArrayBuffer>[] = [];
  #gathered = 0;
  #blob = new Blob([]);

  get bytes(): number {
    return this.#blob.size + this.#gathered;
  }

  write(bytes: Uint8Array): void {
    this.#parts.push(bytes.slice());
    this.#gathered += bytes.length;
    if (this.#gathered >= PART_BYTES) {
      this.blob();
    }
  }

  /** What was written so far. */
  blob(): Blob {
    this.#blob = new Blob([this.#blob, ...this.#parts]);
    this.#parts = [];
    this.#gathered = 0;
    return this.#blob;
  }
}

/**
 * Analyses a trace, or the files of one recording, and makes of its frames the files that `exportFrames` writes as Parquet,
 * by their names, for a browser.
 * @throws TraceError of kind `unreadable` where the trace can no longer be read
 */
export function framesAsBlobs(trace: OneOrMoreTraces, options: AnalyzeOptions = {}): Map<string, Blob> {
  const sinks = new Map(FRAMES.map(({ name }) => [name as string, new BlobSink()]));
  writeRows(
    trace,
    (spec) => {
      const metadata = fileMetadata(spec, trace);
      return rowFile(
        parquet,
        { spec, metadata, constants: [], forSpreadsheet: false },
        sinks.get(spec.name)!,
      );
    },
    options,
  );
  const files = new Map<string, Blob>();
  for (const [name, sink] of sinks) {
    files.set(`${name}.${parquet.extension}`, sink.blob());
  }
  return files.set(SCHEMA_FILE, new Blob([schemaText(trace, FRAMES, 'parquet')]));
}
