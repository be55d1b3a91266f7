import type { MailAccess } from '../../../app/domain/mail-access.ts';
import { systemClock } from '../../../app/mail/clock.ts';
import { actThrough } from '../../../app/mail/commands/imap-server.ts';
import { createConnections } from '../../../app/mail/imap/connections-pool.ts';
import { createOutbox } from '../../../app/mail/outbox/outbox.ts';
import { sendMessage } from '../../../app/mail/smtp/send-message.ts';
import { openMailStore } from '../../../app/store/sqlite/open-mail-store.ts';
import { createOutboxTable } from '../../../app/store/sqlite/outbox-table.ts';

/** Sends what is in a store's outbox; killed in the middle of it by its parent. */
const [path = '', key = '', accessText = '', ca = ''] = process.argv.slice(2);
const access = JSON.parse(accessText) as MailAccess;
const opened = openMailStore({ path, key: Buffer.from(key, 'hex'), role: 'writer' });
if (!opened.ok) throw new Error(opened.error.kind);
const trust = { authorities: [ca], pins: [] };
const connections = createConnections({ access, trust, version: '1.0.0' });
await connections.use('act', async () => undefined);
const nothing = () => undefined;
const outbox = createOutbox({
  table: createOutboxTable(opened.value.database),
  send: (envelope, open) => sendMessage(access, trust, envelope, open),
  act: actThrough(connections),
  store: opened.value,
  filedBy: () => 'client',
  drafts: { outgoing: nothing, back: nothing, sent: nothing },
  clock: systemClock,
  newId: () => 'none',
  events: { changed: nothing, authRefused: nothing },
});
process.stdout.write('go\n');
outbox.wake();
await outbox.settled();
await outbox.close();
await connections.close();
opened.value.close();
process.stdout.write('done\n');
