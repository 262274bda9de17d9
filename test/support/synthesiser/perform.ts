import type { Driver } from './driver.ts';
import type { Site } from './event-template.ts';
import { isError, status } from './ntstatus.ts';
import type { Call, Indications, Irp, Socket } from './objects.ts';
import { operations } from './operations.ts';

export interface Request {
  op: number;
  /** Undefined: the function takes no IRP here, and the call ends with its return. */
  irp: Irp | undefined;
  site: Site;
  socket?: Socket;
  length?: number;
  flags?: number;
  /** What a release gives back. */
  indications?: Indications;
  /** How it ends; success unless told. */
  status?: number;
  information?: number;
  created?: Socket;
  routineResult?: number;
  /** `inline`: completed before it returns, `pended`: after, `raced`: before, but on another thread. Drawn unless told. */
  mode?: 'inline' | 'pended' | 'raced';
  /** Time from the return to the completion when it pends; drawn unless told. */
  latencyNs?: number;
  /** Ended as STATUS_CANCELLED when its socket is closed first. */
  cancellable?: boolean;
  /** What the completion routine does behind the completion's event, on its processor. */
  routine?: (processor: number, call: Call) => void;
}

/** One call from its issue to its completion and return. Resolves to the call, when both have been. */
export function* perform(driver: Driver, request: Request): Generator<number, Call, void> {
  const { random } = driver.world;
  const operation = operations[request.op - 1]!;
  const processor = driver.processor();
  const { irp, socket, site, length = 0, flags = 0, indications } = request;
  const call = driver.issue(processor, request.op, irp, socket, site, length, flags, indications);
  yield driver.around(400);
  const final = request.status ?? status.success;
  if (!irp) {
    driver.returned(call, final);
    return call;
  }
  const mode =
    request.mode ?? (random.chance(operation.inline) ? 'inline' : random.chance(0.05) ? 'raced' : 'pended');
  if (mode === 'pended') {
    driver.returned(call, status.pending);
    yield* pend(driver, call, request, operation.typicalNs);
    return call;
  }
  const raced = mode === 'raced';
  complete(driver, call, request, raced ? driver.otherProcessor(processor) : processor, raced, final);
  if (!raced) driver.world.accounting.inline(call);
  yield driver.around(300);
  // An inline completion returns its status, or as Wine does STATUS_PENDING all the same.
  driver.returned(call, raced || random.chance(0.3) ? status.pending : final);
  return call;
}

function* pend(
  driver: Driver,
  call: Call,
  request: Request,
  typicalNs: number,
): Generator<number, void, void> {
  const { random } = driver.world;
  const slow = random.chance(0.01) ? 8 : 1;
  const cancellable = request.cancellable ? request.socket?.cancellable : undefined;
  const cancel = (): void => {
    if (!call.completed) complete(driver, call, request, driver.processor(), true, status.cancelled);
  };
  cancellable?.add(cancel);
  yield request.latencyNs === undefined
    ? driver.around(typicalNs * slow)
    : driver.world.clock.ticks(request.latencyNs);
  cancellable?.delete(cancel);
  if (!call.completed) {
    complete(driver, call, request, driver.processor(), true, request.status ?? status.success);
  }
}

function complete(
  driver: Driver,
  call: Call,
  request: Request,
  processor: number,
  dpc: boolean,
  ntstatus: number,
): void {
  const failed = isError(ntstatus);
  const { routineResult } = request;
  const information = failed ? 0 : request.information;
  const created = failed ? undefined : request.created;
  const cancel = ntstatus === status.cancelled;
  driver.completed(call, { processor, dpc, status: ntstatus, information, created, cancel, routineResult });
  if (created) driver.socketCreated(processor, created);
  request.routine?.(processor, call);
}
