/**
 * Makes the data of lib/decode/windows from tables of facts about Windows' own providers:
 *
 *   npx tsc -p tsconfig.tools.json && node dist/test/tools/windows-tables.js FOLDER
 *
 * FOLDER holds `providers.tsv` (GUID, registered name) and a table for each provider whose events are to be known: a line
 * `# NAME GUID`, a line of titles, then id, version, symbol, task, opcode, level, keywords and fields, the latter as
 * `name:inType[{map}][[len field]|[count field]]`. They were taken from the manifests that repnz/etw-providers-docs
 * (d5f68e8) dumped from Windows 7 (7600) and Windows 10 (10240, 17134, 18990).
 *
 * Those dumps leave out-types out. What a field's value means is told here, by its name.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FieldType } from '../../lib/decode/field-types.ts';

const SOURCE = 'repnz/etw-providers-docs at d5f68e8 (manifests dumped from Windows 7 and Windows 10)';
const OUT = resolve(import.meta.dirname, '../../../lib/decode/windows');

const TYPES: Readonly<Record<string, FieldType>> = {
  Int8: 'i8',
  UInt8: 'u8',
  Int16: 'i16',
  UInt16: 'u16',
  Int32: 'i32',
  UInt32: 'u32',
  Int64: 'i64',
  UInt64: 'u64',
  Float: 'f32',
  Double: 'f64',
  Boolean: 'bool',
  HexInt32: 'hex32',
  HexInt64: 'hex64',
  Pointer: 'pointer',
  FILETIME: 'filetime',
  GUID: 'guid',
  SID: 'sid',
  AnsiString: 'astr',
  UnicodeString: 'wstr',
};

/** A type that nothing is known of but the name: it ends what can be read of an event. */
const UNKNOWN = '?';

interface Fact {
  readonly name: string;
  readonly type: string;
  readonly length: string | undefined;
  readonly count: string | undefined;
}

function factOf(text: string): Fact {
  const parts = /^(.+?):(\w+)(?:\{[^}]*\})?(?:\[(len|count) (.+)\])?$/.exec(text);
  if (parts === null) {
    throw new Error(`not a field: ${text}`);
  }
  const [, name, type, kind, extent] = parts;
  return {
    name: name!,
    type: type!,
    length: kind === 'len' ? extent : undefined,
    count: kind === 'count' ? extent : undefined,
  };
}

/** A field in the short form of the data: `name:type`, with the field that counts its values or bytes. */
function shortForm(provider: string, fact: Fact): string {
  const extent = fact.length ?? fact.count;
  const type = typeOf(provider, fact);
  return `${fact.name}:${type}${extent === undefined || type === UNKNOWN ? '' : `[${extent}]`}`;
}

function typeOf(provider: string, { name, type, length, count }: Fact): FieldType | typeof UNKNOWN {
  if (type === 'Binary') {
    return binaryType(provider, name, length);
  }
  // What the dumps call an array of texts or of doubles are arrays of structures.
  if (count !== undefined && (type === 'UnicodeString' || type === 'Double')) {
    return UNKNOWN;
  }
  const meant = MEANINGS.find((rule) => rule.type === type && rule.name.test(name) && rule.of.test(provider));
  const known = meant?.is ?? TYPES[type];
  if (known === undefined) {
    throw new Error(`type ${type} of ${provider} is not known`);
  }
  return known;
}

function binaryType(provider: string, name: string, length: string | undefined): FieldType | typeof UNKNOWN {
  if (length === undefined) {
    return /AFD|Kernel-Network/.test(provider) ? 'ipv6' : UNKNOWN;
  }
  const isLinkLayer = /^(Src|Dest)?DLAddress$/i.test(name);
  const isAddress = /(Address|Addr|Prefix|NextHop|TunnelEndpoint)\d?$/i.test(name);
  return isAddress && !isLinkLayer ? 'address' : 'bytes';
}

/** What fields of a name mean, in the providers of such a name. */
const MEANINGS: readonly {
  readonly type: string;
  readonly name: RegExp;
  readonly of: RegExp;
  readonly is: FieldType;
}[] = [
  { type: 'UInt32', name: /^(PID|Pid|ProcessID)$/, of: /./, is: 'pid' },
  { type: 'UInt32', name: /^ThreadID$/, of: /./, is: 'tid' },
  { type: 'UInt32', name: /^Status$/, of: /TCPIP|AFD|WFP|NDIS|Kernel-Process|HttpService/, is: 'status' },
  { type: 'HexInt32', name: /^Status$/, of: /./, is: 'status' },
  { type: 'UInt32', name: /^[ds]addr$/, of: /Kernel-Network/, is: 'ipv4' },
  { type: 'UInt16', name: /^[ds]port$/, of: /Kernel-Network/, is: 'port' },
  // Where the dumps have 4 bytes, 64-bit traces have 8, as the kernel's own TCP/IP events do.
  { type: 'UInt32', name: /^connid$/, of: /Kernel-Network/, is: 'pointer' },
  { type: 'UInt32', name: /^Address$/, of: /AFD/, is: 'ipv4' },
  { type: 'UInt16', name: /^Port$/, of: /AFD/, is: 'port' },
  { type: 'UInt32', name: /IPv4(Source|Dest|Destination|NextHop)?(Address)?$/, of: /TCPIP/, is: 'ipv4' },
];

/** What an event is called: its task and opcode or, where it has neither, nothing: its id stands for it then. */
function nameOf(symbol: string, task: string, opcode: string, id: string): string {
  if (task.startsWith('task_0')) {
    return '';
  }
  if (opcode !== '') {
    return `${task}/${opcode.replace(/\.$/, '')}`;
  }
  // The dump numbers events that share a task and have no name of their own.
  const isNumbered = symbol.replace(/_V\d+$/, '').endsWith(id);
  return isNumbered ? `${task}/Event(${id})` : task;
}

function tableOf(file: string): { readonly name: string; readonly guid: string; readonly text: string } {
  const [head = '', , ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const [, name = '', guid = ''] = head.split(' ');
  const lists: string[] = [];
  const lines = rows.map((row) => {
    const [id = '', version = '', symbol = '', task = '', opcode = '', , , fields = ''] = row.split('\t');
    const facts = fields === '' ? [] : fields.split(', ').map(factOf);
    const list = facts.map((fact) => shortForm(name, fact)).join(' ');
    const known = lists.indexOf(list);
    if (known < 0) {
      lists.push(list);
    }
    return `${id} ${version} ${nameOf(symbol, task, opcode, id)}|${known < 0 ? list : `=${known}`}`;
  });
  return { name, guid, text: lines.join('\n') };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** The most letters that a digit can tell. */
const MAX_SHARED = 35;

/** A GUID in 22 letters, 6 bits each, as names.ts of lib/decode/windows has it. */
function shortGuid(guid: string): string {
  const digits = `${guid.replaceAll('-', '')}0`;
  let text = '';
  for (let at = 0; at < digits.length; at += 3) {
    const bits = Number.parseInt(digits.slice(at, at + 3), 16);
    text += ALPHABET[bits >> 6]! + ALPHABET[bits & 63]!;
  }
  return text;
}

function namesOf(file: string): string {
  const [, ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const pairs = rows.map((row) => row.split('\t') as [string, string]);
  pairs.sort(([, a], [, b]) => (a < b ? -1 : 1));
  let before = '';
  const lines = pairs.map(([guid, name]) => {
    let shared = 0;
    while (shared < Math.min(name.length, before.length, MAX_SHARED) && name[shared] === before[shared]) {
      shared++;
    }
    before = name;
    return shortGuid(guid) + shared.toString(36) + name.slice(shared);
  });
  return lines.join('\n');
}

function write(file: string, what: string, constant: string, text: string): void {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
  const made = 'Made by test/tools/windows-tables.ts; its form is told where it is read.';
  const head = `/**\n * ${what} From ${SOURCE}.\n * ${made}\n */`;
  writeFileSync(join(OUT, file), `${head}\nexport const ${constant} = \`\n${escaped}\n\`;\n`);
}

const folder = process.argv[2];
if (folder === undefined) {
  throw new Error('tell the folder with the tables of facts');
}
write(
  'tables/names.ts',
  'Registered providers: GUIDs and names.',
  'PROVIDER_NAMES',
  namesOf(join(folder, 'providers.tsv')),
);
for (const file of readdirSync(folder).filter((name) => name.endsWith('.tsv') && name !== 'providers.tsv')) {
  const { name, guid, text } = tableOf(join(folder, file));
  const short = name.replace('Microsoft-Windows-', '').toLowerCase();
  write(`tables/${short}.ts`, `The events of ${name} {${guid}}.`, 'TABLE', text);
  console.log(`${guid} ${short} ${text.length}`);
}
