import { readdir, readFile } from 'node:fs/promises';

export type ProcessFacts = { readonly command: string; readonly uid: number; readonly seccomp: number };

/** What the kernel says of a process: whose it is, and whether a system-call filter (2) holds it. */
const factsOf = async (
  pid: string,
): Promise<(ProcessFacts & { readonly parent: string; readonly pid: string }) | undefined> => {
  try {
    const [status, command] = await Promise.all([
      readFile(`/proc/${pid}/status`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ]);
    const field = (name: string): string => new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? '';
    return {
      pid,
      parent: field('PPid'),
      command: command.replaceAll('\0', ' '),
      uid: Number(field('Uid')),
      seccomp: Number(field('Seccomp')),
    };
  } catch {
    return undefined;
  }
};

type Below = ProcessFacts & { readonly pid: string };

/** A process and all below it. */
const familyOf = async (root: number): Promise<Below[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const all = (await Promise.all(pids.map(factsOf))).filter((facts) => facts !== undefined);
  const below = new Set([String(root)]);
  for (let size = 0; size !== below.size; ) {
    size = below.size;
    for (const { pid, parent } of all) if (below.has(parent)) below.add(pid);
  }
  return all.filter(({ pid }) => below.has(pid));
};

/** The renderer processes below a process. */
export const renderersBelow = async (root: number): Promise<ProcessFacts[]> =>
  (await familyOf(root)).filter(({ command }) => command.includes('--type=renderer'));

/** The command lines of a process and all below it, as anybody on the computer can read them. */
export const commandLinesOf = async (root: number): Promise<string[]> =>
  (await familyOf(root)).map(({ command }) => command);
