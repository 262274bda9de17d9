import type { FieldList } from '../field-types.ts';

export type KernelFields = FieldList;

/** Events of one layout: names by opcode, and the fields by the first version that has them. */
export interface KernelEvents {
  readonly opcodes: Readonly<Record<number, string>>;
  readonly versions: Readonly<Record<number, KernelFields>>;
}

/** A class of kernel events: its name, its class GUID (in a FULL_HEADER event) and its group (in the others). */
export interface KernelFamily {
  readonly name: string;
  readonly guid: string;
  readonly group?: number;
  readonly events: readonly KernelEvents[];
}
