import { capped } from '../../text/index.ts';
import type { Value } from '../value.ts';

/** An image over one of its stays in a process. */
export interface Image {
  readonly base: bigint;
  readonly end: bigint;
  readonly name: string;
  /** From when to when it was loaded, as far as the trace tells; infinite where it was there before, or stayed. */
  readonly from: number;
  readonly to: number;
}

/** What a trace tells of an image: it was loaded or unloaded, or was there while the images were listed. */
interface Fact {
  readonly kind: 'load' | 'unload' | 'listed';
  /** Made integers when they are asked for: a trace can list many images, and have no stack that lies in one. */
  readonly base: Numeric;
  readonly size: Numeric;
  readonly name: string;
  readonly time: number;
}

type Numeric = string | number | bigint;

const KINDS: Readonly<Record<string, Fact['kind']>> = {
  Load: 'load',
  UnLoad: 'unload',
  DCStart: 'listed',
  DCEnd: 'listed',
};

/** Drivers and the kernel are listed under the idle or the system process, and are in every process. */
const KERNEL_PROCESSES: readonly number[] = [0, 4];

/** Which images lay where in each process. The same address can hold one image after another. */
export class ImageTable {
  readonly #facts = new Map<number, Fact[]>();
  /** Made of the facts when it is first asked for. */
  readonly #images = new Map<number, readonly Image[]>();

  /**
   * Takes in an Image event: `opcode` is its name without the family's. Events may come in any order.
   * @param time when it was logged, by the clock that the table is asked by
   */
  add(opcode: string, fields: { readonly [name: string]: Value }, time: number): void {
    const { ImageBase, ImageSize, ProcessId, FileName } = fields;
    const processId = Number(ProcessId ?? 0);
    const kind = KINDS[opcode];
    const isPlaced = isNumeric(ImageBase) && isNumeric(ImageSize);
    if (!isPlaced || kind === undefined || !Number.isInteger(processId)) {
      return;
    }
    let facts = this.#facts.get(processId);
    if (facts === undefined) {
      facts = [];
      this.#facts.set(processId, facts);
    }
    const name = capped(fileName(String(FileName ?? '')));
    facts.push({ kind, base: ImageBase, size: ImageSize, name, time });
    this.#images.delete(processId);
  }

  /** The image at an address of a process, or of the kernel; null where the trace does not tell. */
  at(processId: number, address: bigint, time: number): Image | null {
    for (const process of [processId, ...KERNEL_PROCESSES]) {
      // Where an unload was lost, what came later lies there.
      const image = this.#imagesOf(process).findLast(
        ({ base, end, from, to }) => base <= address && address < end && from <= time && time <= to,
      );
      if (image !== undefined) {
        return image;
      }
    }
    return null;
  }

  symbolOf(processId: number, address: bigint, time: number): string | null {
    const image = this.at(processId, address, time);
    return image === null ? null : `${image.name}+0x${(address - image.base).toString(16)}`;
  }

  #imagesOf(processId: number): readonly Image[] {
    let images = this.#images.get(processId);
    if (images === undefined) {
      images = staysOf(this.#facts.get(processId) ?? []);
      this.#images.set(processId, images);
    }
    return images;
  }
}

/** Each image's stays: a load begins one, an unload ends it, and what is listed was there already unless it was loaded. */
function staysOf(facts: readonly Fact[]): readonly Image[] {
  const images: { base: bigint; end: bigint; name: string; from: number; to: number }[] = [];
  const open = new Map<string, (typeof images)[number]>();
  const unloaded = new Map<string, number>();
  for (const { kind, base: told, size, name, time } of facts.toSorted((a, b) => a.time - b.time)) {
    const base = BigInt(told);
    const key = `${base}/${name}`;
    let image = open.get(key);
    if (image === undefined || (kind === 'load' && image.from !== time)) {
      const from = kind === 'load' ? time : (unloaded.get(key) ?? Number.NEGATIVE_INFINITY);
      image = { base, end: base + BigInt(size), name, from, to: Number.POSITIVE_INFINITY };
      images.push(image);
      open.set(key, image);
    }
    if (kind === 'unload') {
      image.to = time;
      open.delete(key);
      unloaded.set(key, time);
    }
  }
  return images;
}

function isNumeric(value: Value | undefined): value is Numeric {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1);
}
