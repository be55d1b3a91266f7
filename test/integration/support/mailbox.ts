import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import PostalMime, { type Email } from 'postal-mime';
import { demoPassword } from './rpc.ts';
import type { ServerRun } from './run-server.ts';

/** Every message in somebody's inbox from a sender, oldest first, read by an IMAP program and parsed. */
export const mailOf = async (
  run: Pick<ServerRun, 'ready' | 'ca'>,
  user: string,
  password: string = demoPassword,
  from?: string,
): Promise<Email[]> => {
  const imap = new ImapFlow({
    ...run.ready.imaps,
    secure: true,
    tls: { ca: run.ca },
    auth: { user, pass: password },
    logger: false,
  });
  await imap.connect();
  await imap.mailboxOpen('INBOX');
  const found = await imap.search(from === undefined ? { all: true } : { from });
  const messages: Email[] = [];
  if (Array.isArray(found) && found.length > 0) {
    for await (const { source } of imap.fetch(found, { source: true })) {
      if (source !== undefined) messages.push(await PostalMime.parse(source));
    }
  }
  await imap.logout();
  return messages;
};

/** The same, once there are as many: what the server tells its users is handed over after the answer. */
export const mailOnceThere = async (count: number, ...where: Parameters<typeof mailOf>): Promise<Email[]> => {
  for (let attempt = 0; ; attempt += 1) {
    const messages = await mailOf(...where);
    if (messages.length >= count || attempt >= 20) return messages;
    await sleep(100);
  }
};
