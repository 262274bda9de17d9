/** Part of a file's name that no other run, and no other thread of this one, has. Node takes ten milliseconds to load its cryptography. */
export function uniqueName(): string {
  return `${process.pid}-${Math.random().toString(36).slice(2, 10)}`;
}
