import { readdir, readFile } from 'node:fs/promises';

const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** The ids of a process and of all below it. */
const familyOf = async (root: number): Promise<number[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(
    pids.map(async (pid) => Number(/^PPid:\s*(\d+)/m.exec(await read(`/proc/${pid}/status`))?.[1])),
  );
  const family = new Set([root]);
  for (let size = 0; size !== family.size; ) {
    size = family.size;
    pids.forEach((pid, at) => {
      if (family.has(parents[at] ?? 0)) family.add(pid);
    });
  }
  return [...family];
};

const kindOf = (command: string): string =>
  /--utility-sub-type=(\S+)/.exec(command)?.[1] ?? /--type=(\S+)/.exec(command)?.[1] ?? 'main';

export type Memory = {
  /** MiB, what is shared counted in parts (PSS of Linux). */
  readonly all: number;
  readonly parts: readonly { readonly kind: string; readonly size: number }[];
};

/** What a program takes with all its processes. */
export const memoryOf = async (root: number): Promise<Memory> => {
  const parts = await Promise.all(
    (await familyOf(root)).map(async (pid) => {
      const [rollup, command] = await Promise.all([read(`/proc/${pid}/smaps_rollup`), read(`/proc/${pid}/cmdline`)]);
      const size = Number(/^Pss:\s*(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
      return { kind: kindOf(command.replaceAll('\0', ' ')), size };
    }),
  );
  return { all: parts.reduce((sum, { size }) => sum + size, 0), parts: parts.filter(({ size }) => size >= 1) };
};

/** One line: the whole and what it is made of, in MiB. */
export const describeMemory = ({ all, parts }: Memory): string =>
  `${all.toFixed(0)} MiB (${[...parts]
    .sort((one, other) => other.size - one.size)
    .map(({ kind, size }) => `${kind} ${size.toFixed(0)}`)
    .join(', ')})`;
