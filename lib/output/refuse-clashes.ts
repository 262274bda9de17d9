import { TraceError } from '../etl/index.ts';
import { identitiesOf } from './identity.ts';

/** The name of standard input and output on the command line. */
const STANDARD_STREAM = '-';

/**
 * A slip such as `-o trace.etl` must not cost a recording, however the file is called: by a link, another name of the
 * same file, or in other letters where the system makes no difference.
 * @param inputs files to be read
 * @throws TraceError of kind `usage` where one of the files to be written is one of them, or is written twice
 */
export function refuseClashes(inputs: readonly string[], outputs: readonly (string | undefined)[]): void {
  const read = new Set(inputs.filter((file) => file !== STANDARD_STREAM).flatMap(identitiesOf));
  const written = new Set<string>();
  for (const file of outputs) {
    if (file === undefined || file === STANDARD_STREAM) {
      continue;
    }
    const identities = identitiesOf(file);
    if (identities.some((identity) => read.has(identity))) {
      throw new TraceError('usage', 'is a file to read, and would be overwritten', { file });
    }
    if (identities.some((identity) => written.has(identity))) {
      throw new TraceError('usage', 'two outputs can’t both go there', { file });
    }
    for (const identity of identities) {
      written.add(identity);
    }
  }
}
