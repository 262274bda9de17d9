const HEX_DIGITS = '0123456789abcdef';

/** A number as hex with a fixed count of digits, as pointers and status codes are read: 0x0000000000001000. */
export function hex(value: number | bigint, digits: number): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

/** Bytes as hex digits without a prefix. */
export function hexBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    text += HEX_DIGITS[byte >> 4]! + HEX_DIGITS[byte & 15]!;
  }
  return text;
}

/** Four bytes, or more than that, as an IPv4 address. */
export function ipv4Text(bytes: Uint8Array): string {
  return `${bytes[0]}.${bytes[1]}.${bytes[2]}.${bytes[3]}`;
}

/** An IPv6 address with its longest run of zero groups shortened (RFC 5952). */
export function ipv6Text(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!) >>> 0);
  let best = { from: -1, length: 1 };
  for (let from = 0; from < 8; from++) {
    let length = 0;
    while (from + length < 8 && groups[from + length] === 0) {
      length++;
    }
    if (length > best.length) {
      best = { from, length };
    }
  }
  const text = (part: number[]) => part.map((group) => group.toString(16)).join(':');
  if (best.from < 0) {
    return text(groups);
  }
  return `${text(groups.slice(0, best.from))}::${text(groups.slice(best.from + best.length))}`;
}

const AF_INET = 2;
const AF_INET6 = 23;

/** A SOCKADDR as address and port; hex where its family is neither IPv4 nor IPv6 or it is cut short. */
export function socketAddressText(bytes: Uint8Array): string {
  if (bytes.length < 4) {
    return hexBytes(bytes);
  }
  const family = bytes[0]! | (bytes[1]! << 8);
  // The port stands in network order, whatever the machine's.
  const port = (bytes[2]! << 8) | bytes[3]!;
  if (family === AF_INET && bytes.length >= 8) {
    return `${ipv4Text(bytes.subarray(4))}:${port}`;
  }
  if (family === AF_INET6 && bytes.length >= 24) {
    return `[${ipv6Text(bytes.subarray(8))}]:${port}`;
  }
  return hexBytes(bytes);
}

const IPV4_BYTES = 4;
const IPV6_BYTES = 16;

/** A SOCKADDR, or an address alone. A SOCKADDR_IN is as long as an IPv6 address, none of which begins as it does. */
export function addressText(bytes: Uint8Array): string {
  if (bytes.length === IPV4_BYTES) {
    return ipv4Text(bytes);
  }
  const isIpv4 = bytes[0] === AF_INET && bytes[1] === 0;
  return bytes.length === IPV6_BYTES && !isIpv4 ? ipv6Text(bytes) : socketAddressText(bytes);
}

/** A SID as S-1-…; `bytes` may be longer than the SID. Empty where it is cut short. */
export function sidText(bytes: Uint8Array): string {
  const subAuthorities = bytes[1] ?? 0;
  if (bytes.length < 8 + 4 * subAuthorities) {
    return '';
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const authority = view.getUint16(2) * 0x1_0000_0000 + view.getUint32(4);
  const parts = Array.from({ length: subAuthorities }, (_, i) => view.getUint32(8 + 4 * i, true));
  return ['S', bytes[0], authority, ...parts].join('-');
}
