import { TraceError } from '../../../etl/index.ts';
import { EventKind, type SlotName } from '../../events/schema.ts';
import { operationNumber } from '../../operation.ts';
import type { EventRule, MappedSource, Mapping, OperationSource } from '../mapping.ts';
import { type MappedEventFile, type MappedSourceFile, type MappingFile, mappingFile } from './schema.ts';

const KINDS: Readonly<Record<MappedEventFile['means'], EventKind>> = {
  allocate: EventKind.IrpAllocated,
  reuse: EventKind.IrpReused,
  cancel: EventKind.IrpCancelRequested,
  free: EventKind.IrpFreed,
  issue: EventKind.WskCallIssued,
  return: EventKind.WskCallReturned,
  complete: EventKind.IrpCompleted,
  create: EventKind.SocketCreated,
  close: EventKind.SocketClosed,
};

type FieldKey = keyof MappedEventFile['fields'];

const SLOTS: Readonly<Record<FieldKey, SlotName>> = {
  call: 'CallId',
  irpId: 'IrpId',
  irp: 'Irp',
  origin: 'Origin',
  socketId: 'SocketId',
  socket: 'Socket',
  listenerId: 'ListenerId',
  category: 'Category',
  status: 'Status',
  bytes: 'Information',
  length: 'Length',
  flags: 'Flags',
  function: 'Function',
  line: 'Line',
};

const CALL_KEYS = ['call', 'irpId', 'irp'] as const;
const IRP_KEYS = ['irpId', 'irp'] as const;
const SOCKET_KEYS = ['socketId', 'socket'] as const;

/**
 * Reads a mapping file.
 * @param fileName for messages
 * @throws TraceError of kind `usage` that names the file and the place in the JSON
 */
export function readMapping(json: string, fileName: string): Mapping {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (cause) {
    throw new TraceError('usage', `no JSON: ${(cause as Error).message}`, { file: fileName }, cause);
  }
  const result = mappingFile.safeParse(content);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw fault(fileName, pathText(issue?.path ?? []), issue?.message ?? 'not a mapping');
  }
  return compile(result.data, fileName);
}

function compile({ sources }: MappingFile, file: string): Mapping {
  const compiled = sources.map((source, at) => compileSource(source, file, `sources[${at}]`));
  compiled.forEach(({ provider }, at) => {
    if (compiled.findIndex((other) => other.provider === provider) < at) {
      throw fault(
        file,
        `sources[${at}].provider`,
        'this provider has a source already: put its events there',
      );
    }
  });
  return { sources: compiled };
}

function compileSource(source: MappedSourceFile, file: string, path: string): MappedSource {
  const events = new Map<string, EventRule>();
  source.events.forEach((event, at) => {
    const eventPath = `${path}.events[${at}]`;
    if (events.has(event.event)) {
      throw fault(file, `${eventPath}.event`, `“${event.event}” is mapped twice`);
    }
    events.set(event.event, compileEvent(event, file, eventPath));
  });
  const means = new Set(source.events.map((event) => event.means));
  for (const needed of ['issue', 'complete'] as const) {
    if (!means.has(needed)) {
      throw fault(file, `${path}.events`, `no event means “${needed}”, so no call can be followed`);
    }
  }
  if (means.has('free') !== means.has('allocate')) {
    throw fault(file, `${path}.events`, '“allocate” and “free” need each other');
  }
  checkIdentity(source, CALL_KEYS, ['issue', 'return', 'complete'], file, path);
  checkIdentity(source, IRP_KEYS, ['allocate', 'reuse', 'cancel', 'free', 'issue'], file, path);
  checkIdentity(source, SOCKET_KEYS, ['create', 'close', 'issue'], file, path);
  return {
    name: source.name,
    provider: source.provider.toLowerCase().replace(/^\{(.*)\}$/, '$1'),
    tells: {
      returns: means.has('return'),
      callIds: source.events.some(({ means, fields }) => means === 'issue' && fields.call !== undefined),
      irps: means.has('allocate'),
      sockets: means.has('create'),
    },
    events,
  };
}

function compileEvent({ means, fields, op }: MappedEventFile, file: string, path: string): EventRule {
  const names: Partial<Record<SlotName, string>> = {};
  const optional = new Set<SlotName>();
  for (const [key, name] of Object.entries(fields) as [FieldKey, string][]) {
    names[SLOTS[key]] = name.replace(/\?$/, '');
    if (name.endsWith('?')) {
      optional.add(SLOTS[key]);
    }
  }
  const keys = keysOf(means);
  const identity = keys.find((key) => fields[key] !== undefined);
  if (identity === undefined) {
    throw fault(file, `${path}.fields`, `“${means}” needs ${keys.join(' or ')}`);
  }
  if (means === 'issue' && op === undefined) {
    throw fault(file, path, '“issue” needs op');
  }
  const operation = op === undefined ? null : compileOperation(op, file, `${path}.op`);
  return { kind: KINDS[means], names, optional, identity: SLOTS[identity], operation, file, path };
}

function keysOf(means: MappedEventFile['means']): readonly FieldKey[] {
  switch (means) {
    case 'issue':
    case 'return':
    case 'complete':
      return CALL_KEYS;
    case 'create':
    case 'close':
      return SOCKET_KEYS;
    default:
      return IRP_KEYS;
  }
}

function compileOperation(
  op: NonNullable<MappedEventFile['op']>,
  file: string,
  path: string,
): OperationSource {
  if (typeof op === 'string') {
    return { op: numberOf(op, file, path) };
  }
  if (op.values === undefined) {
    return { field: op.field, values: null };
  }
  const values = new Map<number, number>();
  for (const [value, name] of Object.entries(op.values)) {
    values.set(Number(value), numberOf(name, file, `${path}.values.${value}`));
  }
  return { field: op.field, values };
}

function numberOf(name: string, file: string, path: string): number {
  const number = operationNumber(name);
  if (number === null) {
    throw fault(file, path, `“${name}” is neither a WSK operation nor a major function (IRP_MJ_…)`);
  }
  return number;
}

/** An object that is known by its id in one event and by its address in another would never be found again. */
function checkIdentity(
  { events }: MappedSourceFile,
  keys: readonly FieldKey[],
  meanings: readonly MappedEventFile['means'][],
  file: string,
  path: string,
): void {
  let first: FieldKey | undefined;
  events.forEach(({ means, fields }, at) => {
    const key = keys.find((one) => fields[one] !== undefined);
    if (key === undefined || !meanings.includes(means)) {
      return;
    }
    first ??= key;
    if (key !== first) {
      throw fault(
        file,
        `${path}.events[${at}].fields`,
        `an event before this one identifies the same by ${first}, this one by ${key}: use one throughout`,
      );
    }
  });
}

function fault(file: string, path: string, reason: string): TraceError {
  return new TraceError('usage', `${path === '' ? '' : `${path}: `}${reason}`, { file });
}

/** A place in JSON as people write it: sources[0].events[2].op. */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
