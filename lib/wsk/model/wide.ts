/**
 * What a field begins with, before its object is first reset, that can come to hold more than a small integer (a
 * status, half of a pointer). The engine then keeps it as a double from the first object on; were it to learn so from
 * the first failed call, it would throw away all code made for the objects so far, and slow down while it makes anew.
 */
export const WIDE = Number.NaN;
