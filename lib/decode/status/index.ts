import { HRESULT } from './data/hresult.ts';
import { NDIS_OID } from './data/ndis-oid.ts';
import { NDIS_STATUS } from './data/ndis-status.ts';
import { NT_STATUS } from './data/ntstatus.ts';
import { WIN32 } from './data/win32.ts';
import { NameTable } from './name-table.ts';

const ntStatuses = new NameTable(NT_STATUS);
const win32Errors = new NameTable(WIN32);
const hresults = new NameTable(HRESULT);
const ndisStatuses = new NameTable(NDIS_STATUS);
const ndisOids = new NameTable(NDIS_OID);

/** HRESULT_FROM_WIN32: an error of facility 7, whose lower half is the Win32 error's number. */
const FACILITY_WIN32 = 0x8007;
/** HRESULT_FROM_NT: this bit, and the NTSTATUS. */
const FACILITY_NT_BIT = 0x1000_0000;

/** The name of an NTSTATUS (as an unsigned number), or undefined for one that has none. */
export function ntStatusName(status: number): string | undefined {
  return ntStatuses.get(status);
}

/** The name of a Win32 or Winsock error, likewise. */
export function win32ErrorName(error: number): string | undefined {
  return win32Errors.get(error);
}

/** The name of an HRESULT, likewise: of the Win32 error or NTSTATUS that it is made of, where it is. */
export function hresultName(hresult: number): string | undefined {
  const ofWin32 = hresult >>> 16 === FACILITY_WIN32 ? win32Errors.get(hresult & 0xffff) : undefined;
  const ofNt =
    (hresult & FACILITY_NT_BIT) === 0 ? undefined : ntStatuses.get((hresult ^ FACILITY_NT_BIT) >>> 0);
  return ofWin32 ?? hresults.get(hresult) ?? ofNt;
}

/** The name of an NDIS_STATUS, likewise; those that are NTSTATUS values have the names of these. */
export function ndisStatusName(status: number): string | undefined {
  return ndisStatuses.get(status) ?? ntStatuses.get(status);
}

/** The name of an NDIS object identifier, likewise. */
export function ndisOidName(oid: number): string | undefined {
  return ndisOids.get(oid);
}

/** The numbers of a status or error by its name, in any case: of each kind that has one of this name. */
export function statusNumbers(name: string): readonly number[] {
  const tables = [ntStatuses, win32Errors, hresults, ndisStatuses];
  return tables.flatMap((table) => table.numbersOf(name));
}

/** The names of all NTSTATUS values. */
export function statusNames(): readonly string[] {
  return ntStatuses.names();
}
