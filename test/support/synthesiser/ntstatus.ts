/** The statuses that the model uses, by their name in ntstatus.h. */
export const status = {
  success: 0,
  unsuccessful: 0xc0000001,
  pending: 0x103,
  moreProcessingRequired: 0xc0000016,
  insufficientResources: 0xc000009a,
  fileForcedClosed: 0xc00000b6,
  notImplemented: 0xc0000002,
  invalidDeviceState: 0xc0000184,
  cancelled: 0xc0000120,
  fileClosed: 0xc0000128,
  connectionReset: 0xc000020d,
  connectionRefused: 0xc0000236,
  notFound: 0xc0000225,
} as const;

/** Severity 3: NT_ERROR. */
export const isError = (value: number): boolean => value >>> 30 === 3;
