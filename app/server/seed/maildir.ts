import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type MailFlag = 'seen' | 'flagged' | 'answered' | 'draft';

const letters: Record<MailFlag, string> = { draft: 'D', flagged: 'F', answered: 'R', seen: 'S' };

export type Maildir = {
  /** @param date when the message arrived, milliseconds since the epoch */
  readonly store: (folder: string, message: Buffer, date: number, flags: readonly MailFlag[]) => void;
  /** Numbers what was stored, in the order of storing: a first delivery would otherwise get the lowest number. */
  readonly number: () => void;
};

/**
 * Writes messages into a user's Maildir++ before Dovecot runs. Dovecot takes the arrival time from the file's own
 * time.
 */
export const openMaildir = (home: string, owner: { readonly uid: number; readonly gid: number }): Maildir => {
  const asRoot = process.getuid?.() === 0;
  const own = (path: string): void => {
    if (asRoot) chownSync(path, owner.uid, owner.gid);
  };
  const makeFolder = (path: string): void => {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    own(path);
  };
  const known = new Map<string, string[]>();
  const openFolder = (name: string): string => {
    const root = join(home, 'Maildir', name === 'INBOX' ? '' : `.${name}`);
    if (!known.has(root)) {
      for (const path of [dirname(home), home, join(home, 'Maildir'), root]) makeFolder(path);
      for (const part of ['cur', 'new', 'tmp']) makeFolder(join(root, part));
      known.set(root, []);
    }
    return root;
  };
  let number = 0;
  return {
    store: (folder, message, date, flags) => {
      const seconds = Math.floor(date / 1000);
      number += 1;
      const suffix = flags
        .map((flag) => letters[flag])
        .sort()
        .join('');
      const name = `${seconds}.M${String(number).padStart(6, '0')}.demo,S=${message.length}`;
      const root = openFolder(folder);
      known.get(root)?.push(name);
      const path = join(root, 'cur', `${name}:2,${suffix}`);
      writeFileSync(path, message, { mode: 0o600 });
      utimesSync(path, seconds, seconds);
      own(path);
    },
    number: () => {
      for (const [root, names] of known) {
        const validity = Math.floor(Date.now() / 1000);
        const head = `3 V${validity} N${names.length + 1} G${randomBytes(16).toString('hex')}`;
        const path = join(root, 'dovecot-uidlist');
        writeFileSync(path, `${[head, ...names.map((name, index) => `${index + 1} :${name}`)].join('\n')}\n`, {
          mode: 0o600,
        });
        own(path);
      }
    },
  };
};
