/**
 * Puts an entry first among those of its bucket.
 *
 * @param buckets where the first entry of each bucket is told, 4 bytes each; `counts` how many each holds, a byte each
 * @param most entries of a bucket: more would make searching long
 * @param entry whose first word tells the next one of its bucket
 * @returns false where the bucket is full
 */
export function putFirst(buckets: u32, counts: u32, bucket: u32, most: u32, entry: u32): bool {
  const count = <u32>load<u8>(counts + bucket);
  if (count === most) {
    return false;
  }
  const first = buckets + (bucket << 2);
  store<u8>(counts + bucket, count + 1);
  store<u32>(entry, load<u32>(first));
  store<u32>(first, entry);
  return true;
}
