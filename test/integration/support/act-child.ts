import type { MailAccess } from '../../../app/domain/mail-access.ts';
import { systemClock } from '../../../app/mail/clock.ts';
import { createCommandQueue } from '../../../app/mail/commands/command-queue.ts';
import { actThrough } from '../../../app/mail/commands/imap-server.ts';
import { createConnections } from '../../../app/mail/imap/connections-pool.ts';
import { createCommandsTable } from '../../../app/store/sqlite/commands-table.ts';
import { openMailStore } from '../../../app/store/sqlite/open-mail-store.ts';

/** Tells the server what waits in a store's queue, until nothing does; killed in the middle of it by its parent. */
const [path = '', key = '', access = '', ca = ''] = process.argv.slice(2);
const opened = openMailStore({ path, key: Buffer.from(key, 'hex'), role: 'writer' });
if (!opened.ok) throw new Error(opened.error.kind);
const connections = createConnections({
  access: JSON.parse(access) as MailAccess,
  trust: { authorities: [ca], pins: [] },
  version: '1.0.0',
});
await connections.use('act', async () => undefined);
const queue = createCommandQueue({
  store: opened.value,
  table: createCommandsTable(opened.value.database),
  act: actThrough(connections),
  clock: systemClock,
  newId: () => 'none',
  events: {
    changed: () => undefined,
    settled: (report) => process.stdout.write(`${JSON.stringify(report)}\n`),
    waiting: () => undefined,
  },
});
process.stdout.write('go\n');
queue.wake();
await queue.settled();
process.stdout.write(`left ${queue.waiting().length}\n`);
await queue.close();
await connections.close();
opened.value.close();
