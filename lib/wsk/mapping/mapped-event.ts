import type { Schema } from '../../decode/index.ts';
import { type RawEvent, TraceError } from '../../etl/index.ts';
import { BoundEvent } from '../events/bound-event.ts';
import { SLOT_NAMES, Slot } from '../events/schema.ts';
import type { EventRule, OperationSource } from './mapping.ts';

/** An event of a mapped driver: fields by the names that the mapping tells, and the operation from where it tells. */
export class MappedEvent extends BoundEvent {
  readonly #identity: Slot;
  readonly #operation: OperationSource | null;

  /** @throws TraceError of kind `usage` where the event lacks a field that the mapping names */
  constructor(rule: EventRule, schema: Schema, pointerSize: 4 | 8) {
    const { kind, names, operation } = rule;
    super(kind, schema, pointerSize, withOperation(names, operation));
    this.#identity = Slot[rule.identity];
    this.#operation = operation;
    for (const name of SLOT_NAMES) {
      const field = names[name];
      if (field !== undefined && !super.has(Slot[name]) && !rule.optional.has(name)) {
        throw lacking(rule, field, schema);
      }
    }
    if (operation !== null && 'field' in operation && !super.has(Slot.Op)) {
      throw lacking(rule, operation.field, schema);
    }
  }

  override read(event: RawEvent, timeNs: number): void {
    super.read(event, timeNs);
    const operation = this.#operation;
    if (operation !== null) {
      const told = this.low(Slot.Op);
      this.setLow(Slot.Op, 'op' in operation ? operation.op : (operation.values?.get(told) ?? told));
    }
  }

  /** Whether the event tells what it is about: an id or address of 0 stands for none. */
  override get isAboutSomething(): boolean {
    return this.low(this.#identity) !== 0 || this.high(this.#identity) !== 0;
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
