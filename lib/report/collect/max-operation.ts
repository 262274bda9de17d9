/**
 * The numbers of WSK's operations and of the kernel's IRPs stay below. A broken event may hold any greater one, which
 * must not size an array.
 */
export const MAX_OPERATION = 511;
