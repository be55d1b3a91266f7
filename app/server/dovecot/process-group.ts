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

/**
 * Ends all processes of a group. Dovecot's master leaves those behind that have a live client: they would go on
 * serving it, and nobody could end that connection any more.
 */
export const stopGroup = async (group: number): Promise<void> => {
  signalGroup(group, 'SIGTERM');
  for (let waited = 0; signalGroup(group, 0) && waited < patience; waited += pollInterval) await sleep(pollInterval);
  signalGroup(group, 'SIGKILL');
};

/** Process group of a process, from the fields behind its name in parentheses (proc(5), `stat`). */
const groupOf = (pid: string): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
};

/** Whether a group still holds Dovecot; the number alone may belong to somebody else by now. */
export const isDovecotGroup = (group: number): boolean =>
  readdirSync('/proc').some((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return groupOf(pid) === group && /^(?:[^\0]*\/)?dovecot/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    } catch {
      return false;
    }
  });
