import { type RawEvent, readGuid } from '../etl/index.ts';
import { capped } from '../text/index.ts';
import { RegisteredNames } from './windows/index.ts';

/** Windows' name and GUID of the kernel's own events, which carry neither. */
export const KERNEL_PROVIDER_NAME = 'Windows Kernel Trace';
const KERNEL_PROVIDER_ID = '9e814aad-3204-11d2-9a82-006008a86939';

/** Type of the provider trait that names the group (a GUID) that the provider belongs to. */
const TRAIT_GROUP = 1;

/** Who logged events. */
export interface Provider {
  /** Counts from 0 in the order of first appearance. */
  readonly index: number;
  /** Lower-case GUID. */
  readonly id: string;
  /** Its name as far as it is known yet: its traits or a schema bring it; else the one that it is registered under. */
  name: string | null;
  /** GUID of its provider group, where its traits tell one. */
  group: string | null;
  /** Whether its traits were seen, so that name and group are final. */
  hasTraits: boolean;
}

interface Slot {
  readonly words: readonly [number, number, number, number];
  readonly provider: Provider;
  readonly next: Slot | undefined;
}

const BUCKETS = 256;
/** More in a bucket are found by their GUID's text: a trace can hold any number of providers, with any GUIDs. */
const MOST_IN_BUCKET = 8;

/** The providers of a trace, found by the GUID that each event carries without making text of it. */
export class ProviderTable {
  readonly all: Provider[] = [];
  /** That of the kernel's events, once there was one. */
  kernel: Provider | null = null;
  readonly #buckets: (Slot | undefined)[] = new Array(BUCKETS).fill(undefined);
  readonly #inBucket = new Uint8Array(BUCKETS);
  readonly #byId = new Map<string, Provider>();
  /** Names that schemas gave, also of providers that no event was seen of yet. */
  readonly #names = new Map<string, string>();
  readonly #registered = new RegisteredNames();
  #last: Slot | undefined;

  /** The provider of an event, or null for one that tells none and is not the kernel's. */
  of(event: RawEvent): Provider | null {
    const { guidAt } = event;
    if (guidAt === 0) {
      return event.group < 0 ? null : (this.kernel ?? this.#addKernel());
    }
    const { words } = event;
    const at = guidAt >> 2;
    const a = words[at]!;
    const b = words[at + 1]!;
    const c = words[at + 2]!;
    const d = words[at + 3]!;
    let slot = this.#last;
    if (slot === undefined || !isKey(slot, a, b, c, d)) {
      const bucket = (a ^ b ^ c ^ d) & (BUCKETS - 1);
      slot = this.#buckets[bucket];
      while (slot !== undefined && !isKey(slot, a, b, c, d)) {
        slot = slot.next;
      }
      if (slot === undefined) {
        slot = { words: [a, b, c, d], provider: this.#ofGuid(event), next: this.#buckets[bucket] };
        if (this.#inBucket[bucket]! < MOST_IN_BUCKET) {
          this.#inBucket[bucket]!++;
          this.#buckets[bucket] = slot;
        }
      }
      this.#last = slot;
    }
    const { provider } = slot;
    if (!provider.hasTraits && event.traits !== 0) {
      readTraits(provider, event.bytes, event.traits, event.traitsEnd);
    }
    return provider;
  }

  /** The provider of an event's GUID, by the text of it. */
  #ofGuid(event: RawEvent): Provider {
    const id = readGuid(event.bytes, event.guidAt);
    const provider = this.#byId.get(id) ?? this.#add(id);
    if (event.traits === 0) {
      provider.name ??= this.#registered.of(id);
    }
    return provider;
  }

  byId(id: string): Provider | undefined {
    return this.#byId.get(id);
  }

  /** Gives a provider the name that a schema tells, unless its own traits told one. */
  setName(id: string, name: string | undefined): void {
    if (name === undefined) {
      return;
    }
    const kept = capped(name);
    this.#names.set(id, kept);
    const provider = this.#byId.get(id);
    if (provider !== undefined && !provider.hasTraits) {
      provider.name = kept;
    }
  }

  /** The kernel's events tell neither GUID nor traits: what is known of their provider is final. */
  #addKernel(): Provider {
    const provider = this.#byId.get(KERNEL_PROVIDER_ID) ?? this.#add(KERNEL_PROVIDER_ID);
    provider.name = KERNEL_PROVIDER_NAME;
    provider.hasTraits = true;
    this.kernel = provider;
    return provider;
  }

  #add(id: string): Provider {
    const name = this.#names.get(id) ?? null;
    const provider = { index: this.all.length, id, name, group: null, hasTraits: false };
    this.all.push(provider);
    this.#byId.set(id, provider);
    return provider;
  }
}

function isKey(slot: Slot, a: number, b: number, c: number, d: number): boolean {
  const { words } = slot;
  return words[0] === a && words[1] === b && words[2] === c && words[3] === d;
}

/** Traits: u16 size, the name in UTF-8 with its NUL, then u16 size, u8 type and data for each further trait. */
function readTraits(provider: Provider, bytes: Uint8Array, start: number, itemEnd: number): void {
  const size = bytes[start]! | (bytes[start + 1]! << 8);
  const end = Math.min(itemEnd, start + size);
  const nul = bytes.indexOf(0, start + 2);
  if (nul < 0 || nul >= end) {
    return;
  }
  provider.hasTraits = true;
  provider.name = capped(new TextDecoder().decode(bytes.subarray(start + 2, nul)));
  for (let at = nul + 1; at + 3 <= end; ) {
    const length = bytes[at]! | (bytes[at + 1]! << 8);
    if (bytes[at + 2] === TRAIT_GROUP && length >= 19 && at + 19 <= end) {
      provider.group = readGuid(bytes, at + 3);
    }
    if (length < 3) {
      return;
    }
    at += length;
  }
}
