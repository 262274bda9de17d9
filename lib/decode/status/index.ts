import { NT_STATUS } from './data/ntstatus.ts';
import { NameTable } from './name-table.ts';

const ntStatuses = new NameTable(NT_STATUS);
/** A module, once it is loaded: the names themselves never change. */
let others: typeof import('./others.ts') | null = null;

/**
 * Loads the names of all codes but NTSTATUS, which have none before: reading their tables takes longer than starting up
 * otherwise does, and most traces have no such code.
 */
export async function loadStatusNames(): Promise<void> {
  others ??= await import('./others.ts');
}

/** HRESULT_FROM_WIN32: an error of facility 7, whose lower half is the Win32 error's number. */
const FACILITY_WIN32 = 0x8007;
/** HRESULT_FROM_NT: this bit, and the NTSTATUS. */
const FACILITY_NT_BIT = 0x1000_0000;

/** The name of an NTSTATUS (as an unsigned number), or undefined for one that has none. */
export function ntStatusName(status: number): string | undefined {
  return ntStatuses.get(status);
}

/** The name of a Win32 or Winsock error, likewise, once `loadStatusNames` was called; so are all below. */
export function win32ErrorName(error: number): string | undefined {
  return others?.win32Errors.get(error);
}

/** The name of an HRESULT, likewise: of the Win32 error or NTSTATUS that it is made of, where it is. */
export function hresultName(hresult: number): string | undefined {
  const ofWin32 = hresult >>> 16 === FACILITY_WIN32 ? win32ErrorName(hresult & 0xffff) : undefined;
  const ofNt =
    (hresult & FACILITY_NT_BIT) === 0 ? undefined : ntStatuses.get((hresult ^ FACILITY_NT_BIT) >>> 0);
  return ofWin32 ?? others?.hresults.get(hresult) ?? ofNt;
}

/** The name of an NDIS_STATUS, likewise; those that are NTSTATUS values have the names of these. */
export function ndisStatusName(status: number): string | undefined {
  return others?.ndisStatuses.get(status) ?? ntStatuses.get(status);
}

/** The name of an NDIS object identifier, likewise. */
export function ndisOidName(oid: number): string | undefined {
  return others?.ndisOids.get(oid);
}

/** The numbers of a status or error by its name, in any case: of each kind that has one of this name. */
export function statusNumbers(name: string): readonly number[] {
  const { win32Errors, hresults, ndisStatuses } = others ?? {};
  const tables = [ntStatuses, win32Errors, hresults, ndisStatuses].filter((table) => table !== undefined);
  return tables.flatMap((table) => table.numbersOf(name));
}

/** The names of all NTSTATUS values. */
export function statusNames(): readonly string[] {
  return ntStatuses.names();
}
