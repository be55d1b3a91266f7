import type { ImapFlow } from 'imapflow';
import { expect } from 'vitest';

/** Sources of the messages of a folder with a subject, oldest first, as another program finds them on the server. */
export const found = async (program: ImapFlow, folder: string, subject: string): Promise<string[]> => {
  const lock = await program.getMailboxLock(folder);
  try {
    await program.noop();
    const uids = (await program.search({ header: { subject } }, { uid: true })) || [];
    const sources: string[] = [];
    for (const uid of uids) {
      const message = await program.fetchOne(String(uid), { source: true }, { uid: true });
      if (message && message.source !== undefined) sources.push(message.source.toString('utf8'));
    }
    return sources;
  } finally {
    lock.release();
  }
};

/** The one message of that subject, once it is there. */
export const arrived = async (program: ImapFlow, folder: string, subject: string): Promise<string> => {
  await expect.poll(() => found(program, folder, subject), { timeout: 30_000, interval: 500 }).toHaveLength(1);
  return (await found(program, folder, subject))[0] ?? '';
};

/** Its head, one line a field. */
export const headOf = (source: string): string =>
  source.slice(0, source.search(/\r?\n\r?\n/)).replaceAll(/\r?\n[ \t]+/g, ' ');
