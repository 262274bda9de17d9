import { STREAM_AHEAD, STREAM_TICKS } from '../places';

/** Addresses of the streams by the time of the event that each stands on, and these times, where comparing them is cheapest. */
let streamsAt: u32 = 0;
let keysAt: u32 = 0;
let size: u32 = 0;

export function heapAt(streams: u32, keys: u32): void {
  streamsAt = streams;
  keysAt = keys;
  size = 0;
}

export function isEmpty(): bool {
  return size === 0;
}

export function first(): u32 {
  return load<u32>(streamsAt);
}

/** Takes a stream in; the order is made by `build`. */
export function push(stream: u32): void {
  store<u32>(streamsAt + (size << 2), stream);
  size++;
}

/** Takes the first stream out. */
export function shift(): void {
  size--;
  if (size > 0) {
    sink(load<u32>(streamsAt + (size << 2)), 0);
  }
}

export function build(): void {
  for (let at: u32 = 0; at < size; at++) {
    store<f64>(keysAt + (at << 3), keyOf(load<u32>(streamsAt + (at << 2))));
  }
  for (let at = <i32>(size >> 1) - 1; at >= 0; at--) {
    sink(load<u32>(streamsAt + ((<u32>at) << 2)), <u32>at);
  }
}

/**
 * Puts a stream where it belongs, at `from` or below: what stands there makes way. At equal times the stream that stood
 * first in the file goes first.
 */
export function sink(stream: u32, from: u32): void {
  const own = keyOf(stream);
  let at: u32 = from;
  for (;;) {
    let child: u32 = 2 * at + 1;
    if (child >= size) {
      break;
    }
    let least = load<f64>(keysAt + (child << 3));
    let other = load<u32>(streamsAt + (child << 2));
    if (child + 1 < size) {
      const right = load<f64>(keysAt + (child << 3), 8);
      const rightStream = load<u32>(streamsAt + (child << 2), 4);
      if (right < least || (right === least && rightStream < other)) {
        child++;
        least = right;
        other = rightStream;
      }
    }
    if (own < least || (own === least && stream < other)) {
      break;
    }
    store<u32>(streamsAt + (at << 2), other);
    store<f64>(keysAt + (at << 3), least);
    at = child;
  }
  store<u32>(streamsAt + (at << 2), stream);
  store<f64>(keysAt + (at << 3), own);
}

function keyOf(stream: u32): f64 {
  return load<f64>(stream, STREAM_TICKS) - load<f64>(stream, STREAM_AHEAD);
}
