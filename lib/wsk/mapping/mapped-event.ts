import type { PayloadBytes, Schema } from '../../decode/index.ts';
import { TraceError } from '../../etl/index.ts';
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

  /** Whether the event tells what it is about: an id or address of 0 stands for none. */
  isAboutSomething(event: PayloadBytes): boolean {
    return this.low(event, this.#identity) !== 0 || this.high(event, this.#identity) !== 0;
  }

  override low(event: PayloadBytes, slot: Slot): number {
    if (slot !== Slot.Op || this.#operation === null) {
      return super.low(event, slot);
    }
    if ('op' in this.#operation) {
      return this.#operation.op;
    }
    const value = super.low(event, slot);
    return this.#operation.values?.get(value) ?? value;
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
