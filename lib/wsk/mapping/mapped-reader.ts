import type { Schema } from '../../decode/index.ts';
import { type RawEvent, TraceError } from '../../etl/index.ts';
import type { RowBuffer } from '../events/row-buffer.ts';
import { type RowForm, type RowOrigin, RowReader } from '../events/row-reader.ts';
import { SLOT_NAMES, Slot } from '../events/schema.ts';
import type { EventRule, OperationSource } from './mapping.ts';

/** Reads the events of a mapped driver: fields by the names that the mapping tells, and the operation from where it tells. */
export class MappedReader extends RowReader {
  readonly #identity: Slot;
  readonly #operation: OperationSource | null;

  /** @throws TraceError of kind `usage` where the event lacks a field that the mapping names */
  constructor(rule: EventRule, origin: RowOrigin, form: RowForm) {
    const { kind, names, operation } = rule;
    const isFixed = operation !== null && 'op' in operation;
    super(kind, origin, form, {
      names: withOperation(names, operation),
      given: isFixed ? 1 << Slot.Op : 0,
    });
    const { schema } = form;
    this.#identity = Slot[rule.identity];
    this.#operation = operation;
    for (const name of SLOT_NAMES) {
      const field = names[name];
      if (field !== undefined && !this.#has(Slot[name]) && !rule.optional.has(name)) {
        throw lacking(rule, field, schema);
      }
    }
    if (operation !== null && 'field' in operation && !this.#has(Slot.Op)) {
      throw lacking(rule, operation.field, schema);
    }
  }

  #has(slot: Slot): boolean {
    return (this.shape.slots & (1 << slot)) !== 0;
  }

  /** What it tells has to be looked at: the pass can't make rows of it. */
  override get isPlain(): boolean {
    return false;
  }

  /** An id or address of 0 stands for none: then the event is about nothing. */
  override read(event: RawEvent, clockNs: number, to: RowBuffer): boolean {
    super.read(event, clockNs, to);
    const { words } = to;
    const { lows, highs } = this.rowLayout;
    const operation = this.#operation;
    if (operation !== null) {
      const at = lows[Slot.Op]!;
      const told = words[at]!;
      words[at] = 'op' in operation ? operation.op : (operation.values?.get(told) ?? told);
    }
    return words[lows[this.#identity]!] !== 0 || words[highs[this.#identity]!] !== 0;
  }
}

function withOperation(names: EventRule['names'], operation: OperationSource | null): EventRule['names'] {
  return operation !== null && 'field' in operation ? { ...names, Op: operation.field } : names;
}

function lacking({ file, path }: EventRule, field: string, { eventName, fields }: Schema): TraceError {
  const there = fields.map(({ name }) => name).join(', ') || 'none';
  return new TraceError(
    'usage',
    `${path}: the event “${eventName}” has no field “${field}”; its fields are: ${there}`,
    { file },
  );
}
