const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The GUID in the 16 bytes from `at` on as lower-case text; its first three fields are little-endian. */
export function readGuid(bytes: Uint8Array, at: number): string {
  const hex = (offset: number) => HEX[bytes[at + offset]!]!;
  return (
    `${hex(3)}${hex(2)}${hex(1)}${hex(0)}-${hex(5)}${hex(4)}-${hex(7)}${hex(6)}-` +
    `${hex(8)}${hex(9)}-${hex(10)}${hex(11)}${hex(12)}${hex(13)}${hex(14)}${hex(15)}`
  );
}
