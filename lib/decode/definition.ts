import { type FieldList, type FieldType, fieldsOf } from './field-types.ts';
import type { Schema } from './schema.ts';

/** An event as a program declares it: its number, and its fields in the order of their bytes. */
export interface EventDefinition {
  readonly id: number;
  readonly version?: number;
  readonly fields: FieldList;
}

/** A provider whose events no trace describes, declared by who reads them. */
export interface ProviderDefinition<
  Events extends Readonly<Record<string, EventDefinition>> = Readonly<Record<string, EventDefinition>>,
> {
  /** GUID, in any case. */
  readonly id: string;
  readonly name: string;
  /** By what they are to be called. */
  readonly events: Events;
}

/** The type of the values that a field of this type has. */
type ValueOf<Type extends FieldType> = Type extends 'u64' | 'i64'
  ? number | bigint
  : Type extends 'u8' | 'i8' | 'u16' | 'i16' | 'u32' | 'i32' | 'f32' | 'f64' | 'pid' | 'tid' | 'port'
    ? number
    : Type extends 'bool'
      ? boolean
      : Type extends 'tokensid'
        ? string | null
        : string;

/** Types whose count is one of characters or bytes, not of values. */
type Counted = 'wchar' | 'bytes' | 'address' | 'ipv6';

/** The type of the fields of an event that was declared so. */
export type FieldsOf<List extends FieldList> = {
  readonly [Name in keyof List]: List[Name] extends FieldType
    ? ValueOf<List[Name]>
    : List[Name] extends readonly [infer Type extends FieldType, unknown]
      ? Type extends Counted
        ? string
        : readonly ValueOf<Type>[]
      : never;
};

/**
 * Declares a provider, so that the types of its events' fields follow what is declared.
 *
 * @example
 * const contoso = defineProvider({
 *   id: 'bbbbbbbb-1111-2222-3333-444444444444',
 *   name: 'Contoso-Net',
 *   events: { PacketSent: { id: 1, fields: { Bytes: 'u32', Peer: 'ipv4', Name: 'wstr' } } },
 * });
 */
export function defineProvider<const Events extends Readonly<Record<string, EventDefinition>>>(
  definition: ProviderDefinition<Events>,
): ProviderDefinition<Events> {
  return definition;
}

/** The schema of an event that was declared. */
export function definedSchema(providerName: string, eventName: string, { fields }: EventDefinition): Schema {
  return { source: 'manifest', eventName, providerName, fields: fieldsOf(fields) };
}
