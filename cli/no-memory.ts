/** What a user is told where memory does not suffice. */
export const NO_MEMORY =
  'wsktrace: memory does not suffice for what this trace holds; give it more with NODE_OPTIONS=--max-old-space-size=MIB, ' +
  'or take a part of the trace';

/** Whether an error says that there was no memory for something, or that it would be larger than anything can be. */
export function isOutOfMemory(error: unknown): boolean {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  return (
    code === 'ERR_WORKER_OUT_OF_MEMORY' ||
    (error instanceof RangeError &&
      /allocation failed|Invalid (?:typed )?array length|Invalid array buffer length|Invalid string length|maximum size exceeded/i.test(
        message,
      ))
  );
}
