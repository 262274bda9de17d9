import type { OutType } from '../schema.ts';

/**
 * TDH's out-type numbers (tdh.h), as embedded schemas and manifests use them; TraceLogging numbers its own otherwise.
 * Types that only repeat the in-type are left to it.
 */
export const TDH_OUT_TYPES: Readonly<Record<number, OutType>> = {
  1: 'string',
  13: 'boolean',
  16: 'hex',
  17: 'hex',
  18: 'hex',
  19: 'hex',
  20: 'pid',
  21: 'tid',
  22: 'port',
  23: 'ipv4',
  24: 'ipv6',
  25: 'socketaddress',
  28: 'xml',
  29: 'hex',
  30: 'win32error',
  31: 'ntstatus',
  32: 'hresult',
  34: 'json',
  35: 'utf8',
  37: 'codepointer',
};
