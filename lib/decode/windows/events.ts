import type { Schema } from '../schema.ts';
import { EventTable } from './event-table.ts';

type Load = () => Promise<{ readonly TABLE: string }>;

/** The providers of Windows whose events are known here, each a module of its own. */
const PROVIDERS: Readonly<Record<string, { readonly name: string; readonly load: Load }>> = {
  'dd5ef90a-6398-47a4-ad34-4dcecdef795f': {
    name: 'Microsoft-Windows-HttpService',
    load: () => import('./tables/httpservice.ts'),
  },
  '7dd42a49-5329-4832-8dfd-43d979153a88': {
    name: 'Microsoft-Windows-Kernel-Network',
    load: () => import('./tables/kernel-network.ts'),
  },
  '22fb2cd6-0e7b-422b-a0c7-2fad1fd0e716': {
    name: 'Microsoft-Windows-Kernel-Process',
    load: () => import('./tables/kernel-process.ts'),
  },
  'cdead503-17f5-4a3e-b7ae-df8cc2902eb9': {
    name: 'Microsoft-Windows-NDIS',
    load: () => import('./tables/ndis.ts'),
  },
  '2ed6006e-4729-4609-b423-3ee7bcd678ef': {
    name: 'Microsoft-Windows-NDIS-PacketCapture',
    load: () => import('./tables/ndis-packetcapture.ts'),
  },
  '2f07e2ee-15db-40f1-90ef-9d7ba282188a': {
    name: 'Microsoft-Windows-TCPIP',
    load: () => import('./tables/tcpip.ts'),
  },
  '0c478c5b-0351-41b1-8c58-4a6737da32e3': {
    name: 'Microsoft-Windows-WFP',
    load: () => import('./tables/wfp.ts'),
  },
  'e53c6823-7bb8-44bb-90dc-3f86090d48a6': {
    name: 'Microsoft-Windows-Winsock-AFD',
    load: () => import('./tables/winsock-afd.ts'),
  },
  '55404e71-4db9-4deb-a5f5-8f86e46dde56': {
    name: 'Microsoft-Windows-Winsock-NameResolution',
    load: () => import('./tables/winsock-nameresolution.ts'),
  },
};

/**
 * Schemas of events of Windows' own providers, for traces that carry none. A provider's table is a module that is
 * loaded when it is asked for, which can't be waited for in the middle of a pass: whoever asks before it is there gets
 * null, and finds in `isWanting` that loading would tell more.
 */
export class WindowsEvents {
  readonly #tables = new Map<string, EventTable>();
  readonly #wanted = new Set<string>();

  get isWanting(): boolean {
    return this.#wanted.size > 0;
  }

  /** Loads the tables that were asked for in vain. */
  async load(): Promise<void> {
    const wanted = [...this.#wanted];
    this.#wanted.clear();
    for (const id of wanted) {
      const { name, load } = PROVIDERS[id]!;
      this.#tables.set(id, new EventTable(name, (await load()).TABLE));
    }
  }

  /** The schema of an event, by that of the newest version known where its own is newer; null where none is known. */
  find(providerId: string, id: number, version: number): Schema | null {
    if (!Object.hasOwn(PROVIDERS, providerId)) {
      return null;
    }
    const table = this.#tables.get(providerId);
    if (table === undefined) {
      this.#wanted.add(providerId);
      return null;
    }
    return table.find(id, version);
  }
}
