import { readdirSync, readFileSync } from 'node:fs';

/** Process ids of Dovecot's masters that work from this data folder. */
export const dovecots = (data: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/u.test(name))
    .filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return line.includes('dovecot\0-F') && line.includes(data);
      } catch {
        return false;
      }
    })
    .map(Number);
