import { afterEach, expect, it } from 'vitest';
import type { DraftLetter } from '../../app/domain/letter.ts';
import { systemClock } from '../../app/mail/clock.ts';
import { type Act, actThrough } from '../../app/mail/commands/imap-server.ts';
import { createDrafts } from '../../app/mail/drafts/drafts.ts';
import { createDraftsTable } from '../../app/store/sqlite/drafts-table.ts';
import { connect, openStore, storePath, takeOver } from './support/act-world.ts';
import {
  type PlainDovecot,
  type PlainDovecotOptions,
  poorCapabilities,
  startPlainDovecot,
} from './support/plain-dovecot.ts';

let server: PlainDovecot | undefined;
afterEach(() => server?.stop());

const letter = (subject: string): DraftLetter => ({
  from: { name: 'Änna', address: 'anna@plain.example' },
  replyTo: [],
  to: [{ name: '', address: 'some' }],
  cc: [],
  bcc: [],
  subject,
  text: 'Hello',
  references: [],
  files: [],
});

it.each<[string, PlainDovecotOptions]>([
  ['modern', {}],
  ['of the nineties, whose Drafts are yet to be made', { capabilities: poorCapabilities, specialFolders: false }],
])('one copy of a draft is on a server that is %s, whatever broke before', async (_name, options) => {
  server = await startPlainDovecot(options);
  const other = await server.client();
  const place = storePath();
  let store = openStore(place.path);
  await takeOver(store, other);
  let ids = 0;
  let cutAfter = Number.POSITIVE_INFINITY;
  const open = () => {
    const connections = connect(server as PlainDovecot);
    const act = actThrough(connections);
    const cutting: Act = async (work) => {
      // The line dies in the middle of what the server is told.
      const done = connections.use('act', async (client) => {
        if (cutAfter !== Number.POSITIVE_INFINITY) setTimeout(() => client.close(), cutAfter);
      });
      await done;
      return act(work);
    };
    const table = createDraftsTable(store.database);
    const newId = () => `id${++ids}`;
    const drafts = createDrafts({ table, act: cutting, store, clock: systemClock, newId, changed: () => undefined });
    return { drafts, connections };
  };
  let { drafts, connections } = open();
  const saved = drafts.save(undefined, letter('first'));
  if (!saved.ok) throw new Error('not saved');
  const { id } = saved.value;
  await drafts.flush();

  for (let round = 0; round < 8; round += 1) {
    drafts.save(id, letter(`round ${round}`));
    cutAfter = round;
    await drafts.flush();
    await drafts.close();
    await connections.close();
    store.close();
    store = openStore(place.path);
    cutAfter = Number.POSITIVE_INFINITY;
    ({ drafts, connections } = open());
    await drafts.flush();
    await other.mailboxOpen('Drafts');
    const there = await other.fetchAll('1:*', { envelope: true, flags: true });
    expect(there.map(({ envelope }) => envelope?.subject)).toEqual([`round ${round}`]);
    expect([...(there[0]?.flags ?? [])]).toEqual(expect.arrayContaining(['\\Draft', '\\Seen']));
  }
  drafts.discard(id);
  await drafts.flush();
  await other.mailboxOpen('Drafts');
  expect(await other.status('Drafts', { messages: true })).toMatchObject({ messages: 0 });
  await drafts.close();
  await connections.close();
  store.close();
  place.remove();
});
