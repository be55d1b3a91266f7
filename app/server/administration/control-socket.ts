import { closeSync, openSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Longest path the kernel takes for a socket, in bytes. */
const longestSocketPath = 107;

/** Where a running server takes orders of the command line; the folder around it is closed to everybody else. */
export const controlSocketOf = (stateFolder: string): string => join(stateFolder, 'admin.sock');

/** The path in a form the kernel takes, whatever its length. Release it once the socket is bound or connected. */
export const usableSocketPath = (path: string): { readonly path: string; readonly release: () => void } => {
  if (Buffer.byteLength(path) <= longestSocketPath) return { path, release: () => undefined };
  const folder = openSync(dirname(path), 'r');
  return { path: `/proc/self/fd/${folder}/${basename(path)}`, release: () => closeSync(folder) };
};

/** One order on its way to the server. */
export type ControlRequest = { readonly operator: string; readonly method: string; readonly params: unknown };
