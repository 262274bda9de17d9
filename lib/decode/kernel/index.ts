import type { RawEvent } from '../../etl/index.ts';
import { fieldsOf } from '../field-types.ts';
import { KERNEL_PROVIDER_NAME } from '../providers.ts';
import type { Schema } from '../schema.ts';
import { diskFamily } from './disk.ts';
import { fileFamily, pageFaultFamily } from './file.ts';
import { imageFamily } from './image.ts';
import { interruptFamily } from './interrupt.ts';
import { tcpFamily, udpFamily } from './network.ts';
import { processFamily } from './process.ts';
import { stackFamily } from './stack.ts';
import { systemConfigFamily } from './system-config.ts';
import type { KernelEvents, KernelFamily } from './table.ts';
import { threadFamily } from './thread.ts';
import { traceFamily } from './trace.ts';
import { imageIdFamily, metaDataFamily, sysConfigFamily, winSatFamily } from './trace-control.ts';

/** The provider of what merging a trace adds. */
const TRACE_CONTROL = 'KernelTraceControl';

const FAMILIES: readonly KernelFamily[] = [
  traceFamily,
  processFamily,
  threadFamily,
  imageFamily,
  diskFamily,
  fileFamily,
  pageFaultFamily,
  tcpFamily,
  udpFamily,
  interruptFamily,
  stackFamily,
  systemConfigFamily,
  imageIdFamily,
  sysConfigFamily,
  winSatFamily,
  metaDataFamily,
];

/** The group of the kernel's events about processes. */
export const GROUP_PROCESS = 3;
/** In SYSTEM events an image load has this opcode of the process group; the other image events have their own. */
const OPCODE_LOAD_IMAGE = 10;

/** Schemas of the kernel's classic events, by group and opcode or by class GUID and opcode. Read once, when asked for. */
export class KernelSchemas {
  readonly #byGroup = new Map<number, KernelFamily>();
  readonly #byGuid = new Map<string, KernelFamily>();
  readonly #byKey = new Map<number, Schema | null>();

  constructor() {
    for (const family of FAMILIES) {
      this.#byGuid.set(family.guid, family);
      if (family.group !== undefined) {
        this.#byGroup.set(family.group, family);
      }
    }
  }

  /** The schema of an event that has a group (SYSTEM, COMPACT, PERFINFO). */
  find(event: RawEvent): Schema | null {
    const { group, opcode, version } = event;
    const key = (group << 16) | (opcode << 8) | version;
    let schema = this.#byKey.get(key);
    if (schema === undefined) {
      const isImageLoad = group === GROUP_PROCESS && opcode === OPCODE_LOAD_IMAGE;
      const family = isImageLoad ? imageFamily : this.#byGroup.get(group);
      schema = readSchema(family, opcode, version);
      this.#byKey.set(key, schema);
    }
    return schema;
  }

  /** The schema of an event that carries its class GUID (FULL_HEADER). */
  findByClass(classId: string, opcode: number, version: number): Schema | null {
    return readSchema(this.#byGuid.get(classId), opcode, version);
  }

  /** The name of the provider behind a class, where this table knows it. */
  providerNameOf(classId: string): string | undefined {
    const family = this.#byGuid.get(classId);
    return family === undefined ? undefined : providerName(family);
  }
}

function providerName(family: KernelFamily): string {
  return family.group === undefined ? TRACE_CONTROL : KERNEL_PROVIDER_NAME;
}

/** An event whose class is known but not its opcode or version has a name all the same, and no fields. */
function readSchema(family: KernelFamily | undefined, opcode: number, version: number): Schema | null {
  if (family === undefined) {
    return null;
  }
  const events = family.events.find((each) => each.opcodes[opcode] !== undefined);
  const known = events === undefined ? undefined : versionFor(events, version);
  return {
    source: 'kernel',
    eventName: `${family.name}/${events?.opcodes[opcode] ?? `Opcode(${opcode})`}`,
    providerName: providerName(family),
    fields: events === undefined || known === undefined ? [] : fieldsOf(events.versions[known]!),
  };
}

/** Newer versions put fields behind those of older ones: the newest layout that is no newer than the event's. */
function versionFor(events: KernelEvents, version: number): number | undefined {
  return Object.keys(events.versions)
    .map(Number)
    .filter((known) => known <= version)
    .sort((a, b) => b - a)[0];
}
