import { type RawEvent, readGuid } from '../../etl/index.ts';
import { GROUP_PROCESS, KernelSchemas } from '../kernel/index.ts';
import { decodePayload } from '../payload.ts';

const OPCODE_START = 1;
/** Microsoft-Windows-Kernel-Process, whose event 1 is ProcessStart; in each version the number comes first. */
const KERNEL_PROCESS = '22fb2cd6-0e7b-422b-a0c7-2fad1fd0e716';
/** Its first part: few others need be read as text. */
const KERNEL_PROCESS_FIRST = 0x22fb2cd6;
const ID_PROCESS_START = 1;

/** Tells which process an event says was started: the kernel's own events, or those of Microsoft-Windows-Kernel-Process. */
export class ProcessStarts {
  readonly #kernel = new KernelSchemas();

  /** The process's number; -1 for an event that tells of none. */
  of(event: RawEvent): number {
    if (event.group === GROUP_PROCESS) {
      return event.opcode === OPCODE_START ? this.#ofKernel(event) : -1;
    }
    const isStart = isProviders(event) && event.schema === 0 && event.end - event.payload >= 4;
    return isStart ? event.view.getUint32(event.payload, true) : -1;
  }

  /** Whether an event of this one's group, or of its provider and numbers, can tell it. */
  mayTell(event: RawEvent): boolean {
    return event.group === GROUP_PROCESS || isProviders(event);
  }

  #ofKernel(event: RawEvent): number {
    const schema = this.#kernel.find(event);
    const id = schema === null ? undefined : decodePayload(schema, event).fields.ProcessId;
    return typeof id === 'number' ? id : -1;
  }
}

/** Whether an event is the provider's ProcessStart, by its numbers. */
function isProviders(event: RawEvent): boolean {
  return (
    event.isEventHeader &&
    event.id === ID_PROCESS_START &&
    event.view.getUint32(event.guidAt, true) === KERNEL_PROCESS_FIRST &&
    readGuid(event.bytes, event.guidAt) === KERNEL_PROCESS
  );
}
