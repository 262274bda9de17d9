/** Text from outside (a trace, a file's name, an error of the system) made fit for where it goes. A leaf. */
export { isFitForLog } from './bytes.ts';
export { keyOfBytes } from './bytes-key.ts';
export { capped, MAX_ERROR, MAX_MESSAGE, MAX_NAME, MAX_VALUE_NAME } from './capped.ts';
export { withoutCommands } from './commands.ts';
export { formatCount, plural } from './count.ts';
export { addressCell, type CellMaker, cellMaker, csvCell, guardedCell, type OutputPlace } from './csv.ts';
export { jsonText } from './json.ts';
export { markedText } from './marked.ts';
export { jsonNumber } from './number.ts';
export { printable, printableLines } from './printable.ts';
