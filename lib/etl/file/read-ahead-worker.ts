import { workerData } from 'node:worker_threads';
import { FileSource } from './file-source.ts';
import { type HelperData, serveReadAhead } from './read-ahead.ts';

/** A thread that brings a file's buffers into memory. The file is the starting thread's: threads share descriptors. */
const { descriptor, name, slots } = workerData as HelperData;

serveReadAhead(new FileSource(descriptor, name), slots);
