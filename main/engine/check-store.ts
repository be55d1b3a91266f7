import { randomBytes } from 'node:crypto';
import { succeed } from '../../app/domain/result.ts';
import { openMailbox } from './open-mailbox.ts';

/** Opens and closes a new store with both threads, as an account would, with a server that is not there. */
export const checkStore = async (folder: string, workerUrl: URL): Promise<boolean> => {
  const nowhere = { host: '127.0.0.1', port: 1, security: 'tls' } as const;
  const silent = () => undefined;
  const mailbox = openMailbox(
    {
      access: { user: 'nobody', secret: 'none', kind: 'accountPassword', imap: nowhere },
      trust: { authorities: [], pins: [] },
      version: '1.0.0',
      store: { folder, key: randomBytes(32).toString('hex') },
    },
    workerUrl,
    async (key) => succeed({ key, subject: '', from: [], to: [], cc: [], date: '', inline: {}, attachments: [] }),
    {
      status: silent,
      progress: silent,
      changed: silent,
      arrived: silent,
      waiting: silent,
      settled: silent,
      outgoing: silent,
      drafts: silent,
      setting: silent,
      bug: silent,
    },
  );
  const reader = await mailbox.reader();
  await mailbox.close();
  return reader.ok;
};
