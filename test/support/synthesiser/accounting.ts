import { isError, status } from './ntstatus.ts';
import type { Call, Irp, Socket } from './objects.ts';
import { operations, receives, sends } from './operations.ts';
import type { Latency, OperationTruth, Truth } from './truth.ts';

/** Counts what the trace shows, as the model does it. Everything here is called only while the log is live. */
export class Accounting {
  readonly calls = {
    issued: 0,
    completed: 0,
    olderCompleted: 0,
    inline: 0,
    withoutIrp: 0,
    refused: 0,
    pendingAtEnd: 0,
    olderThanTrace: 0,
  };
  readonly irps = {
    allocated: 0,
    freed: 0,
    olderFreed: 0,
    outstandingAtEnd: 0,
    passedDown: 0,
    olderThanTrace: 0,
  };
  readonly sockets = {
    created: 0,
    closed: 0,
    olderClosed: 0,
    openAtEnd: 0,
    olderThanTrace: 0,
    bytesSent: 0,
    bytesReceived: 0,
  };
  maxInFlight = 0;
  #inFlight = 0;
  readonly #operations = operations.map(({ name }) => ({
    truth: {
      op: name as string,
      issued: 0,
      completed: 0,
      succeeded: 0,
      failed: 0,
      cancelled: 0,
      withoutIrp: 0,
      refused: 0,
      bytes: 0,
    },
    latencies: new Samples(),
  }));

  issued(call: Call): void {
    this.calls.issued++;
    const { truth } = this.#operations[call.op - 1]!;
    truth.issued++;
    if (!call.irp) {
      this.calls.withoutIrp++;
      truth.withoutIrp++;
    }
    if (!call.ended) this.takesOff(call);
  }

  inline(call: Call): void {
    if (call.inTrace) this.calls.inline++;
  }

  takesOff(call: Call): void {
    if (call.inFlight) return;
    call.inFlight = true;
    this.#inFlight++;
    if (this.#inFlight > this.maxInFlight) this.maxInFlight = this.#inFlight;
  }

  landed(call: Call): void {
    if (!call.inFlight) return;
    call.inFlight = false;
    this.#inFlight--;
  }

  /** It returned an error before any completion. */
  refused(call: Call): void {
    if (!call.inTrace) return;
    call.refused = true;
    this.#countRefused(call, 1);
  }

  #countRefused(call: Call, by: 1 | -1): void {
    this.calls.refused += by;
    this.#operations[call.op - 1]!.truth.refused += by;
  }

  /** The first completion of a call. `ns` is undefined where its latency can't be known. */
  completed(call: Call, ntstatus: number, information: number, ns: number | undefined): void {
    if (!isError(ntstatus)) this.#moved(call, information);
    if (!call.inTrace) {
      this.calls.olderCompleted++;
      return;
    }
    if (call.refused) this.#countRefused(call, -1);
    const { truth, latencies } = this.#operations[call.op - 1]!;
    this.calls.completed++;
    truth.completed++;
    if (ntstatus === status.cancelled) truth.cancelled++;
    else if (isError(ntstatus)) truth.failed++;
    else truth.succeeded++;
    if (ns !== undefined) latencies.add(ns);
  }

  #moved(call: Call, bytes: number): void {
    const { truth } = this.#operations[call.op - 1]!;
    if (sends.has(call.op)) this.sockets.bytesSent += bytes;
    else if (receives.has(call.op)) this.sockets.bytesReceived += bytes;
    else return;
    if (call.inTrace) truth.bytes += bytes;
  }

  /** Notes that the trace shows an object whose beginning it does not show. */
  sawCall(call: Call): void {
    if (call.inTrace || call.seen) return;
    call.seen = true;
    this.calls.olderThanTrace++;
  }

  sawIrp(irp: Irp | undefined): void {
    if (!irp || irp.inTrace || irp.seen) return;
    irp.seen = true;
    this.irps.olderThanTrace++;
  }

  sawSocket(socket: Socket | undefined): void {
    if (!socket || socket.inTrace || socket.seen) return;
    socket.seen = true;
    this.sockets.olderThanTrace++;
  }

  operations(): OperationTruth[] {
    return this.#operations
      .filter(({ truth }) => truth.issued > 0)
      .map(({ truth, latencies }) => ({ ...truth, latencyNs: latencies.summary() }));
  }

  summary(): Pick<Truth, 'calls' | 'irps' | 'sockets' | 'maxInFlight' | 'operations'> {
    const { calls, irps, sockets, maxInFlight } = this;
    return { calls, operations: this.operations(), irps, sockets, maxInFlight };
  }
}

/** A growing list of numbers, sorted at the end. */
class Samples {
  #values = new Float64Array(1024);
  #count = 0;

  add(value: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = value;
  }

  summary(): Latency | null {
    const count = this.#count;
    if (count === 0) return null;
    const sorted = this.#values.slice(0, count).sort();
    // Nearest rank: the smallest value that at least this many parts in a thousand do not exceed.
    const rank = (permille: number): number => sorted[Math.ceil((permille * count) / 1000) - 1]!;
    let sum = 0;
    for (const value of sorted) sum += value;
    return {
      p50: rank(500),
      p90: rank(900),
      p99: rank(990),
      p999: rank(999),
      max: sorted[count - 1]!,
      mean: sum / count,
    };
  }
}
