const PE_OFFSET = 0x3c;
/** Of the security directory's entry in an optional header of 64 bits: PE format, "Optional Header Data Directories". */
const SECURITY = 24 + 112 + 4 * 8;
/** Of the checksum, which the signature's removal makes wrong; zero says that there is none. */
const CHECKSUM = 24 + 64;

/**
 * A Windows program without its signature, which what is injected would break; other programs as they are.
 * @param program {Buffer} of a file
 */
export function removeSignature(program) {
  if (program.toString('latin1', 0, 2) !== 'MZ') {
    return program;
  }
  const header = program.readUInt32LE(PE_OFFSET);
  const start = program.readUInt32LE(header + SECURITY);
  const size = program.readUInt32LE(header + SECURITY + 4);
  if (size === 0) {
    return program;
  }
  if (start + size !== program.length) {
    throw new Error('the signature is not at the end of the program');
  }
  const bare = Buffer.from(program.subarray(0, start));
  bare.fill(0, header + SECURITY, header + SECURITY + 8);
  bare.writeUInt32LE(0, header + CHECKSUM);
  return bare;
}
