import { capped } from '../../text/index.ts';
import type { Value } from '../value.ts';

interface Image {
  readonly base: bigint;
  readonly end: bigint;
  readonly name: string;
  /** From when to when it was loaded, as far as the trace tells. */
  from: number;
  to: number;
}

/** Drivers and the kernel are listed under the idle or the system process, and are in every process. */
const KERNEL_PROCESSES: readonly number[] = [0, 4];

/** Which images lay where in each process. */
export class ImageTable {
  readonly #byProcess = new Map<number, Image[]>();

  /** Takes in an Image event: `opcode` is its name without the family's. */
  add(opcode: string, fields: { readonly [name: string]: Value }, ticks: number): void {
    const { ImageBase, ImageSize, ProcessId, FileName } = fields;
    const base = numberOf(ImageBase);
    const size = numberOf(ImageSize);
    const processId = Number(ProcessId ?? 0);
    if (base === null || size === null || !Number.isInteger(processId)) {
      return;
    }
    const name = capped(fileName(String(FileName ?? '')));
    let images = this.#byProcess.get(processId);
    if (images === undefined) {
      images = [];
      this.#byProcess.set(processId, images);
    }
    const known = images.find((image) => image.base === base && image.name === name);
    const image = known ?? {
      base,
      end: base + size,
      name,
      from: Number.NEGATIVE_INFINITY,
      to: Number.POSITIVE_INFINITY,
    };
    if (known === undefined) {
      images.push(image);
    }
    if (opcode === 'Load') {
      image.from = ticks;
      image.to = Math.max(image.to, ticks);
    } else if (opcode === 'UnLoad') {
      image.to = ticks;
    }
  }

  symbolOf(processId: number, address: bigint, ticks: number): string | null {
    for (const process of [processId, ...KERNEL_PROCESSES]) {
      const image = this.#byProcess
        .get(process)
        ?.find(
          (each) => each.base <= address && address < each.end && each.from <= ticks && ticks <= each.to,
        );
      if (image !== undefined) {
        return `${image.name}+0x${(address - image.base).toString(16)}`;
      }
    }
    return null;
  }
}

function numberOf(value: Value | undefined): bigint | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
    ? BigInt(value)
    : null;
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1);
}
