#!/usr/bin/env node
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const usage = `Usage: status-names --windows-sys DIR --mingw DIR
Writes lib/decode/status/data/ anew: the names of NTSTATUS, Win32, Winsock and NDIS codes, HRESULTs and OIDs.

  --windows-sys DIR   the unpacked crate windows-sys, whose constants are generated from Microsoft's own metadata
                      (cargo vendor)
  --mingw DIR         the headers of mingw-w64, for what that metadata leaves out, as the NDIS_STATUS codes
                      (/usr/share/mingw-w64/include of Debian's mingw-w64-common)`;

const { values } = parseArgs({
  options: { 'windows-sys': { type: 'string' }, mingw: { type: 'string' }, help: { type: 'boolean' } },
});
if (values.help || values['windows-sys'] === undefined || values.mingw === undefined) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const crate = values['windows-sys'];
const mingw = values.mingw;

type Names = Map<number, string[]>;

/** Constants of a type: `pub const NAME: TYPE = 0xC0000022_u32 as _;`. */
function ofCrate(names: Names, type: string, modules: readonly string[], isWanted = isName): void {
  const line = /^pub const (\w+): (?:\w+::)*(\w+) = (-?(?:0x[0-9A-Fa-f]+|\d+))_?[ui]32(?: as _)?;$/gm;
  for (const module of modules) {
    for (const [, name = '', of, value] of readFileSync(module, 'utf8').matchAll(line)) {
      if (of === type && isWanted(name)) {
        add(names, Number(value) >>> 0, name);
      }
    }
  }
}

/** What a header defines, for numbers that have no name yet. */
function ofHeader(names: Names, file: string, line: RegExp): void {
  const more: Names = new Map();
  for (const [, name = '', value] of readFileSync(`${mingw}/${file}`, 'utf8').matchAll(line)) {
    if (isName(name) && !names.has(Number(value) >>> 0)) {
      add(more, Number(value) >>> 0, name);
    }
  }
  for (const [value, all] of more) {
    names.set(value, all);
  }
}

/** Whether it names a code: the others mark where those of a family begin. */
function isName(name: string): boolean {
  return !/^DNS_ERROR_\w+_(?:BASE|MASK)$|^WSABASEERR$/.test(name);
}

function add(names: Names, value: number, name: string): void {
  names.set(value, [...(names.get(value) ?? []), name]);
}

/** `#define NDIS_STATUS_X ((NDIS_STATUS)0x4001000BL)`, or with an NTSTATUS's name in the number's place. */
function ndisStatuses(ntStatus: Names): Names {
  const byName = new Map([...ntStatus].flatMap(([value, all]) => all.map((name) => [name, value] as const)));
  const text = readFileSync(`${mingw}/ddk/ndis.h`, 'utf8');
  const names: Names = new Map();
  for (const [, name = '', value = ''] of text.matchAll(
    /^#define (NDIS_STATUS_\w+)\s+\(\(NDIS_STATUS\)(0x[0-9A-Fa-f]+|STATUS_\w+)L?\)/gm,
  )) {
    const number = value.startsWith('0x') ? Number(value) : byName.get(value);
    if (number === undefined) {
      throw new Error(`${name} is ${value}, which is no number`);
    }
    add(names, number >>> 0, name);
  }
  return names;
}

/** One name a value: a code's own before another family's, and before what marks a range. */
function chosen(names: Names, prefixes: readonly string[]): [number, string][] {
  const rank = (name: string) => {
    const family = prefixes.findIndex((prefix) => name.startsWith(prefix));
    const isMark = /_(?:FIRST|LAST|MASK|BASE)$/.test(name);
    return (family < 0 ? prefixes.length : family) + (isMark ? 100 : 0);
  };
  return [...names]
    .sort(([a], [b]) => a - b)
    .map(([value, all]) => [
      value,
      all.toSorted((a, b) => rank(a) - rank(b) || a.length - b.length || (a < b ? -1 : 1))[0]!,
    ]);
}

/** See lib/decode/status/name-table.ts for the form. */
function tableText(names: readonly (readonly [number, string])[]): string {
  let value = -1;
  let before = '';
  return names
    .map(([next, name]) => {
      let shared = 0;
      while (shared < 35 && shared < name.length && name[shared] === before[shared]) {
        shared++;
      }
      const step = next - value === 1 ? '' : `${(next - value).toString(16)}:`;
      value = next;
      before = name;
      return `${step}${shared.toString(36)}${name.slice(shared)}`;
    })
    .join('\n');
}

const crateVersion = /^version = "(.*)"$/m.exec(readFileSync(`${crate}/Cargo.toml`, 'utf8'))![1];
const mingwHead = readFileSync(`${mingw}/_mingw_mac.h`, 'utf8');
const mingwVersion = ['MAJOR', 'MINOR']
  .map((part) => new RegExp(`MINGW64_VERSION_${part}\\s+(\\d+)`).exec(mingwHead)![1])
  .join('.');
function write(file: string, constant: string, names: readonly (readonly [number, string])[]): void {
  const head =
    `// ${names.length} names, from the crate windows-sys ${crateVersion} (MIT or Apache-2.0)\n` +
    `// and the headers of mingw-w64 ${mingwVersion} (public domain). Written by test/tools/status-names.ts.\n`;
  writeFileSync(
    `lib/decode/status/data/${file}.ts`,
    `${head}export const ${constant} = \`\n${tableText(names)}\n\`;\n`,
  );
  console.log(file, names.length);
}

const root = `${crate}/src/Windows`;
const all = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('mod.rs'))
  .map((path) => `${root}/${path}`);

const ntStatus: Names = new Map();
ofCrate(ntStatus, 'NTSTATUS', all);
ofHeader(ntStatus, 'ntstatus.h', /^#define (\w+) \(\(NTSTATUS\)(0x[0-9A-Fa-f]+)\)/gm);
write('ntstatus', 'NT_STATUS', chosen(ntStatus, ['STATUS_SUCCESS', 'STATUS_']));

const win32: Names = new Map();
ofCrate(win32, 'WIN32_ERROR', all);
ofCrate(win32, 'WAIT_EVENT', all, (name) => name === 'WAIT_TIMEOUT');
ofCrate(win32, 'WSA_ERROR', all);
ofHeader(win32, 'winerror.h', /^#define (\w+) __MSABI_LONG\((\d+)\)/gm);
write('win32', 'WIN32', chosen(win32, ['ERROR_SUCCESS', 'ERROR_', 'WAIT_', 'WSAE', 'WSA']));

const hresult: Names = new Map();
// Those of single interfaces, which other modules hold, have numbers in common.
ofCrate(hresult, 'HRESULT', [`${root}/Win32/Foundation/mod.rs`]);
ofHeader(hresult, 'winerror.h', /^#define (\w+) _HRESULT_TYPEDEF_\((0x[0-9A-Fa-f]+)\)/gm);
write('hresult', 'HRESULT', chosen(hresult, ['S_', 'E_']));

const oid: Names = new Map();
ofCrate(
  oid,
  'u32',
  [`${root}/Win32/NetworkManagement/Ndis/mod.rs`, `${root}/Wdk/NetworkManagement/Ndis/mod.rs`],
  (name) => name.startsWith('OID_'),
);
ofHeader(oid, 'ntddndis.h', /^#define (OID_\w+) (0x[0-9A-Fa-f]+)$/gm);
write('ndis-oid', 'NDIS_OID', chosen(oid, ['OID_GEN_DIRECTED_', 'OID_GEN_', 'OID_']));

write('ndis-status', 'NDIS_STATUS', chosen(ndisStatuses(ntStatus), ['NDIS_STATUS_']));
