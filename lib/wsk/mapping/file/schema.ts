import { z } from 'zod';

/** Version of the file's format; it stands in each file. */
export const MAPPING_SCHEMA = 'wsktrace.mapping/1';

/** What an event can mean. */
export const MEANINGS = [
  'allocate',
  'reuse',
  'cancel',
  'free',
  'issue',
  'return',
  'complete',
  'create',
  'close',
] as const;

const fieldName = z
  .string()
  .min(1)
  .describe(
    'Name of a field of the event, as `wsktrace events` shows it. With a ? behind it, some events may lack it.',
  );

const fields = z
  .strictObject({
    call: fieldName.optional().describe('Id of the call, unique while the driver is loaded.'),
    irpId: fieldName.optional().describe('Id of the IRP, unique while the driver is loaded.'),
    irp: fieldName.optional().describe('Address of the IRP; it identifies the IRP where there is no id.'),
    origin: fieldName
      .optional()
      .describe(
        'Where an IRP comes from: 0 allocated, 1 embedded in a larger structure, 2 passed down from above.',
      ),
    socketId: fieldName.optional().describe('Id of the socket.'),
    socket: fieldName
      .optional()
      .describe('Address of the socket; it identifies the socket where there is no id.'),
    listenerId: fieldName.optional().describe('Id of the socket that accepted this one.'),
    category: fieldName
      .optional()
      .describe('Category of the socket, by the values of the WSK_FLAG_…_SOCKET flags.'),
    status: fieldName
      .optional()
      .describe('NTSTATUS of a return, completion or close; success where there is none.'),
    bytes: fieldName
      .optional()
      .describe('Bytes that a completed call moved; all that it was asked for where there is none.'),
    length: fieldName.optional().describe('Bytes that a call was asked to move.'),
    flags: fieldName.optional().describe('Flags of the call.'),
    function: fieldName
      .optional()
      .describe('Function of the driver that issued the call or allocated the IRP.'),
    line: fieldName.optional().describe('Line of that function.'),
  })
  .describe('Which fields carry what.');

const op = z
  .union([
    z.string().min(1),
    z.strictObject({
      field: fieldName,
      values: z
        .record(z.string().regex(/^\d+$/), z.string().min(1))
        .optional()
        .describe('Operations by the values of the field; without them the values are the WSK schema’s own.'),
    }),
  ])
  .describe(
    'The operation: a WSK operation such as Send, or a major function such as IRP_MJ_READ; or the field that tells it.',
  );

const event = z.strictObject({
  event: z.string().min(1).describe('Name of the event, as `wsktrace events` shows it.'),
  means: z.enum(MEANINGS).describe('What the driver tells with it.'),
  op: op.optional(),
  fields,
});

const source = z.strictObject({
  name: z.string().min(1).describe('What to call the driver in reports.'),
  provider: z
    .string()
    .min(1)
    .describe('Name or GUID of its provider; “Windows Kernel Trace” for the kernel’s own events.'),
  events: z.array(event).min(1),
});

/** The mapping file, as it is read and as its JSON Schema is published. */
export const mappingFile = z
  .strictObject({
    $schema: z.string().optional(),
    schema: z.literal(MAPPING_SCHEMA),
    description: z.string().optional(),
    sources: z.array(source).min(1),
  })
  .describe(
    'Says which events of which providers mean what, so that drivers with events of their own can be analysed.',
  );

export type MappingFile = z.infer<typeof mappingFile>;
export type MappedEventFile = z.infer<typeof event>;
export type MappedSourceFile = z.infer<typeof source>;

/** The JSON Schema that is published as schemas/wsktrace.mapping.schema.json. */
export function mappingJsonSchema(): object {
  const head = { $id: 'wsktrace.mapping.schema.json', title: 'wsktrace mapping file' };
  return { ...head, ...z.toJSONSchema(mappingFile) };
}
