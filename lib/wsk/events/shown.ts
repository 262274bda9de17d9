import type { Field, Provider, Schema } from '../../decode/index.ts';
import { CATEGORY_NAMES } from '../model/socket.ts';
import { OPERATIONS } from '../operation.ts';
import { Sources } from '../sources.ts';
import { ADDRESS_KINDS, CALLBACK_KINDS, IRP_ORIGINS } from './names.ts';
import { EventKind } from './schema.ts';

/** Names for the numbers of fields; those of `Kind` depend on the event. */
const NAMES: Readonly<Record<string, ReadonlyMap<number, string>>> = {
  Op: OPERATIONS,
  Origin: IRP_ORIGINS,
  Category: CATEGORY_NAMES,
};
const KINDS: Readonly<Record<string, ReadonlyMap<number, string>>> = {
  CallbackEnter: CALLBACK_KINDS,
  CallbackLeave: CALLBACK_KINDS,
  SocketAddress: ADDRESS_KINDS,
};
const STATUS_FIELDS: ReadonlySet<string> = new Set(['Status', 'PrevStatus', 'RoutineResult']);
const OURS = new Sources();

/** Whether events of this schema are those of a driver with this project's tracing library. */
export function isOwnEvent(schema: Schema | null, provider: Provider | null): boolean {
  return (
    provider !== null &&
    schema !== null &&
    OURS.includes(provider) &&
    Object.hasOwn(EventKind, schema.eventName)
  );
}

/** The schema as its events are shown to people: with names for a driver's numbers, as the report tells them. */
export function shownSchema(schema: Schema, provider: Provider | null): Schema {
  return isOwnEvent(schema, provider)
    ? { ...schema, fields: schema.fields.map((field) => shownField(field, schema.eventName)) }
    : schema;
}

function shownField(field: Field, eventName: string): Field {
  const { name } = field;
  if (STATUS_FIELDS.has(name)) {
    return { ...field, outType: 'statusname' };
  }
  const entries = name === 'Kind' ? KINDS[eventName] : NAMES[name];
  return entries === undefined ? field : { ...field, map: { name, isBitmap: false, entries } };
}
