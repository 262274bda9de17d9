import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 make all objects among the young ones, of which most die soon. It would take places in the code whose first objects
 * stay, as the first thousand occurrences of a finding do, for places whose objects all stay, and let those of millions
 * grow old before it looks at them: with four million calls outstanding `report` takes 160 MB more for that.
 */
export function keepGarbageYoung(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
