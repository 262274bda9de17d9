const LINE_FEED = 0x0a;
const SPACE = 0x20;
const HASH = 0x23;
const COLON = 0x3a;

/** Bytes of UTF-8 that begin what may act, or are the second one of `##` and `::`. */
const IS_SUSPECT = Uint8Array.from({ length: 256 }, (_, byte) => {
  const isControl = (byte < SPACE && byte !== LINE_FEED) || byte === 0x7f;
  return isControl || [HASH, COLON, 0xc2, 0xd8, 0xe2].includes(byte) ? 1 : 0;
});

/**
 * Whether text of several lines, as UTF-8, needs neither `printableLines` nor `withoutCommands`: quick, for what is
 * written by the megabyte. It may say no to what needs neither.
 */
export function isFitForLog(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (IS_SUSPECT[byte] !== 0 && mayAct(bytes, at, byte)) {
      return false;
    }
  }
  return true;
}

function mayAct(bytes: Uint8Array, at: number, byte: number): boolean {
  const next = bytes[at + 1];
  switch (byte) {
    case HASH:
      return next === HASH;
    case COLON:
      return next === COLON && isLineStart(bytes, at);
    // C1, U+0080 to U+009F.
    case 0xc2:
      return next! < 0xa0;
    // U+061C.
    case 0xd8:
      return next === 0x9c;
    // U+2000 to U+207F, among them the separators and all other bidirectional controls.
    case 0xe2:
      return next === 0x80 ? acts(bytes[at + 2]!) : next === 0x81;
    default:
      return true;
  }
}

/** Of U+2000 to U+203F by their last byte: marks of direction, separators, embeddings and overrides. */
function acts(last: number): boolean {
  return last === 0x8e || last === 0x8f || (last >= 0xa8 && last <= 0xae);
}

/** Whether nothing but space stands before; what is no ASCII may be space. */
function isLineStart(bytes: Uint8Array, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && (bytes[before]! <= SPACE || bytes[before]! >= 0x80) && bytes[before] !== LINE_FEED) {
    before--;
  }
  return before < 0 || bytes[before] === LINE_FEED;
}
