import { configure } from '@zip.js/zip.js/lib/zip-core-native.js';

/** Lets zip.js work in this worker, which may load no other. */
export function configureZip(): void {
  configure({ useWebWorkers: false });
}
