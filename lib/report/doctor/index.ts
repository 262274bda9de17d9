/** What of a recording is missing, and what to do about it. */
export { type Diagnosis, diagnose, type Health } from './diagnose.ts';
export { doctorText } from './text.ts';
