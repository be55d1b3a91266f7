import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const patience = 1_000;
const pollInterval = 25;

const signalGroup = (group: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
};

type Member = { readonly state: string; readonly group: number };

/** State and process group of a process, from the fields behind its name in parentheses (proc(5), `stat`). */
const memberOf = (pid: string): Member => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [state = '', , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state, group: Number(group) };
};

/** Whether some running process passes; one that ends while it is looked at does not. */
const someProcess = (test: (pid: string, member: Member) => boolean): boolean =>
  readdirSync('/proc').some((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return test(pid, memberOf(pid));
    } catch {
      return false;
    }
  });

/** The dead whom nobody has collected yet still count as members for `kill`; they do nothing and cannot be ended. */
const dead = new Set(['Z', 'X']);

const lives = (group: number): boolean =>
  signalGroup(group, 0) && someProcess((_pid, member) => member.group === group && !dead.has(member.state));

/**
 * Ends all processes of a group. Dovecot's master leaves those behind that have a live client: they would go on
 * serving it, and nobody could end that connection any more.
 */
export const stopGroup = async (group: number): Promise<void> => {
  signalGroup(group, 'SIGTERM');
  for (let waited = 0; lives(group) && waited < patience; waited += pollInterval) await sleep(pollInterval);
  signalGroup(group, 'SIGKILL');
};

/** Whether a group still holds Dovecot; the number alone may belong to somebody else by now. */
export const isDovecotGroup = (group: number): boolean =>
  someProcess(
    (pid, member) =>
      member.group === group && /^(?:[^\0]*\/)?dovecot/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
  );
