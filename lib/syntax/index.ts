/** What small languages are read with: a scanner with pointed errors, and guesses at what was meant. */
export { closest, didYouMean } from './closest.ts';
export { Scanner } from './scanner.ts';
