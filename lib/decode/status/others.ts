import { HRESULT } from './data/hresult.ts';
import { NDIS_OID } from './data/ndis-oid.ts';
import { NDIS_STATUS } from './data/ndis-status.ts';
import { WIN32 } from './data/win32.ts';
import { NameTable } from './name-table.ts';

/** Codes that few traces hold. */
export const win32Errors = new NameTable(WIN32);
export const hresults = new NameTable(HRESULT);
export const ndisStatuses = new NameTable(NDIS_STATUS);
export const ndisOids = new NameTable(NDIS_OID);
