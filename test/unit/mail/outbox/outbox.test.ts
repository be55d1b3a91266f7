import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Letter } from '../../../../app/domain/letter.ts';
import { succeed } from '../../../../app/domain/result.ts';
import type { Act } from '../../../../app/mail/commands/imap-server.ts';
import { createDrafts } from '../../../../app/mail/drafts/drafts.ts';
import { createOutbox, type Outbox } from '../../../../app/mail/outbox/outbox.ts';
import type { OutboxItem } from '../../../../app/mail/outbox/outbox-item.ts';
import type { FiledBy } from '../../../../app/mail/outbox/sent-copy.ts';
import type { Envelope, SendOutcome } from '../../../../app/mail/smtp/send-message.ts';
import { createDraftsTable } from '../../../../app/store/sqlite/drafts-table.ts';
import { createOutboxTable } from '../../../../app/store/sqlite/outbox-table.ts';
import { openWriter, temporaryStorePath } from '../../store/store-files.ts';
import { createModelServer, type ModelServer } from '../commands/model-server.ts';
import { stillClock, synchronise } from '../commands/queue-world.ts';

const letter = (change: Partial<Letter> = {}): Letter => ({
  from: { name: 'Otto', address: 'otto@off.example' },
  replyTo: [],
  to: [{ name: '', address: 'ana@x.example' }],
  cc: [],
  bcc: [{ name: 'Bo', address: 'bo@x.example' }],
  subject: 'Grüße',
  text: 'Hello',
  references: [],
  files: [],
  ...change,
});

const sent: SendOutcome = { kind: 'sent', response: '250 Ok', refused: [], serverMessageId: undefined };
const temporary: SendOutcome = { kind: 'temporary', cause: 'server', code: 451, reason: 'Greylisted', recipients: [] };

let model: ModelServer;
let time: ReturnType<typeof stillClock>;
let store: ReturnType<typeof openWriter>;
let outbox: Outbox;
let drafts: ReturnType<typeof createDrafts>;
let sendings: { readonly envelope: Envelope; readonly text: string }[];
let answers: (SendOutcome | (() => Promise<SendOutcome>))[];
let refusals: string[];
let filedBy: FiledBy;
let ids = 0;
let path = '';

const build = (): void => {
  const act: Act = async (work) => succeed(await work(model.server));
  const newId = () => `id-${++ids}`;
  const about = { act, store, clock: time.clock, newId };
  drafts = createDrafts({ ...about, table: createDraftsTable(store.database), changed: () => undefined });
  outbox = createOutbox({
    ...about,
    table: createOutboxTable(store.database),
    send: async (envelope, open) => {
      sendings.push({ envelope, text: Buffer.concat([...open()]).toString() });
      const answer = answers.shift() ?? sent;
      return typeof answer === 'function' ? answer() : answer;
    },
    filedBy: () => filedBy,
    drafts: drafts.hooks,
    events: { changed: () => undefined, authRefused: (reason) => refusals.push(reason) },
  });
};

beforeEach(() => {
  model = createModelServer();
  for (const folder of ['INBOX', 'Sent', 'Drafts']) model.addFolder(folder);
  path = temporaryStorePath();
  time = stillClock();
  store = openWriter(path);
  onTestFinished(() => store.close());
  synchronise(store, model);
  [sendings, answers, refusals, filedBy] = [[], [], [], 'client'];
  build();
});

/** The process ends here and starts again. */
const crash = (): void => {
  time.forget();
  store.close();
  store = openWriter(path);
  build();
};
const add = async (wish: Parameters<Outbox['add']>[1] = {}, change: Partial<Letter> = {}): Promise<string> => {
  const added = await outbox.add(letter(change), wish);
  if (!added.ok) throw new Error(added.error.code);
  await outbox.settled();
  return added.value.id;
};
const states = (): OutboxItem['state'][] => outbox.items().map(({ state }) => state);
const copies = (): number => model.folders.get('Sent')?.messages.length ?? 0;

describe('a message', () => {
  it('goes out once and leaves one copy, with the Bcc that was not sent', async () => {
    await add();
    expect(sendings).toHaveLength(1);
    expect(sendings[0]?.envelope).toMatchObject({
      from: 'otto@off.example',
      to: ['ana@x.example', 'bo@x.example'],
      size: Buffer.byteLength(sendings[0]?.text ?? ''),
    });
    expect(sendings[0]?.text).not.toMatch(/bcc|bo@x|x-mailer/iu);
    const copy = Buffer.from(model.folders.get('Sent')?.messages[0]?.source ?? '').toString();
    expect(copy).toMatch(/^Bcc: Bo <bo@x\.example>\r\n/u);
    expect(copy).toContain(sendings[0]?.text ?? 'nothing');
    expect(states()).toEqual(['sent']);
    outbox.wake();
    await outbox.settled();
    expect([sendings.length, copies()]).toEqual([1, 1]);
  });

  it('waits for its time, and can be taken back until then', async () => {
    const draft = drafts.save(undefined, letter());
    if (!draft.ok) throw new Error('not saved');
    const id = await add({ undoSeconds: 10, draft: draft.value.id });
    expect([sendings.length, drafts.list().length]).toEqual([0, 0]);
    expect(outbox.cancel(id)).toEqual({ ok: true, value: { draft: draft.value.id } });
    time.advance(20_000);
    await outbox.settled();
    expect(sendings).toHaveLength(0);
    expect(drafts.list()).toMatchObject([{ letter: { subject: 'Grüße' } }]);

    await add({ undoSeconds: 10, draft: draft.value.id });
    const later = await add({ sendAt: time.clock.now() + 3_600_000 });
    time.advance(11_000);
    await outbox.settled();
    await drafts.flush();
    expect([sendings.length, drafts.list().length]).toEqual([1, 0]);
    expect(drafts.get(draft.value.id)).toBeUndefined();
    expect(outbox.items().find(({ id: each }) => each === later)?.state).toBe('queued');
    time.advance(3_600_000);
    await outbox.settled();
    expect(sendings).toHaveLength(2);
  });

  it('waits through a new start', async () => {
    await add({ sendAt: time.clock.now() + 60_000 });
    crash();
    time.advance(61_000);
    outbox.wake();
    await outbox.settled();
    expect([sendings.length, copies()]).toEqual([1, 1]);
  });

  it('is not taken when there is nobody to send it to, or a file is missing', async () => {
    const nobody = await outbox.add(letter({ to: [], bcc: [] }), {});
    expect(nobody).toEqual({ ok: false, error: { code: 'invalidInput' } });
    const file = { name: 'x', mimeType: 'text/plain', from: { kind: 'path' as const, path: '/nowhere/at/all' } };
    expect(await outbox.add(letter({ files: [file] }), {})).toEqual({ ok: false, error: { code: 'invalidInput' } });
    expect(outbox.items()).toEqual([]);
  });
});

describe('a server that says no', () => {
  it('for now, is asked again later and later', async () => {
    answers = [temporary, temporary];
    await add();
    expect(outbox.items()).toMatchObject([{ state: 'queued', failure: { reason: 'Greylisted' } }]);
    time.advance(59_000);
    await outbox.settled();
    expect(sendings).toHaveLength(1);
    time.advance(2_000);
    await outbox.settled();
    expect(sendings).toHaveLength(2);
    time.advance(121_000);
    await outbox.settled();
    expect([sendings.length, copies()]).toEqual([3, 1]);
    expect(states()).toEqual(['sent']);
  });

  it('for good, is believed', async () => {
    answers = [{ kind: 'refused', code: 552, reason: 'Too large', recipients: [] }];
    const id = await add();
    expect(outbox.items()).toMatchObject([{ state: 'failed', failure: { code: 552, reason: 'Too large' } }]);
    time.advance(1e9);
    await outbox.settled();
    expect(sendings).toHaveLength(1);
    expect(outbox.resend(id).ok).toBe(true);
    await outbox.settled();
    expect([sendings.length, copies()]).toEqual([2, 1]);
  });

  it('to some for now, gets the message once more for those alone', async () => {
    const later = { address: 'bo@x.example', code: 450, reason: 'Busy', temporary: true };
    answers = [{ ...sent, refused: [later] }];
    await add();
    expect(copies()).toBe(1);
    time.advance(61_000);
    await outbox.settled();
    expect(sendings.map(({ envelope }) => envelope.to)).toEqual([['ana@x.example', 'bo@x.example'], ['bo@x.example']]);
    expect([states(), copies()]).toEqual([['sent'], 1]);
  });

  it('to the credential, is not asked again before there is another', async () => {
    answers = [{ kind: 'authRefused', reason: 'Only application passwords' }];
    await add();
    await add();
    outbox.wake();
    time.advance(1e8);
    await outbox.settled();
    expect([sendings.length, refusals]).toEqual([1, ['Only application passwords']]);
    outbox.resume();
    await outbox.settled();
    expect(sendings).toHaveLength(3);
    expect(copies()).toBe(2);
  });
});

describe('nobody knows', () => {
  it('is never sent again by itself, only by a person', async () => {
    answers = [{ kind: 'unknown', reason: 'Connection lost' }];
    const id = await add();
    for (const _ of [1, 2, 3]) {
      outbox.wake();
      time.advance(1e8);
      await outbox.settled();
    }
    expect([states(), sendings.length, copies()]).toEqual([['unknown'], 1, 0]);
    expect(outbox.cancel(id)).toEqual({ ok: false, error: { code: 'wrongStep' } });
    outbox.resend(id);
    await outbox.settled();
    expect([states(), sendings.length, copies()]).toEqual([['sent'], 2, 1]);
    expect(sendings[0]?.text).toBe(sendings[1]?.text);
  });

  it('after a crash while sending', async () => {
    const never = new Promise<SendOutcome>(() => undefined);
    answers = [() => never];
    await outbox.add(letter(), {});
    await expect.poll(() => sendings.length).toBe(1);
    crash();
    outbox.wake();
    await outbox.settled();
    expect([states(), sendings.length]).toEqual([['unknown'], 1]);
  });

  it('until it shows up among sent mail, where the server files it', async () => {
    filedBy = 'server';
    answers = [{ kind: 'unknown', reason: 'Connection lost' }];
    await add();
    const [item] = outbox.items();
    model.deliver('Sent', item?.messageId ?? '');
    outbox.wake();
    await outbox.settled();
    expect([states(), sendings.length, copies()]).toEqual([['sent'], 1, 1]);
  });
});

describe('the copy', () => {
  it('is left to a server that files by itself, and made after all when it does not', async () => {
    filedBy = 'server';
    await add();
    expect(copies()).toBe(0);
    const [item] = outbox.items();
    model.deliver('Sent', item?.messageId ?? '');
    time.advance(31_000);
    await outbox.settled();
    expect([copies(), outbox.items()[0]?.copy]).toEqual([1, 'done']);
    await add();
    time.advance(601_000);
    await outbox.settled();
    expect(copies()).toBe(2);
  });

  it.each([false, true])('is one, whenever the connection breaks (after its effect: %s)', async (after) => {
    for (let calls = 0; calls < 5; calls += 1) {
      const before = copies();
      model.cutAt(calls, after);
      const failing: Act = async (work) => {
        try {
          return succeed(await work(model.server));
        } catch {
          return { ok: false, error: { code: 'mailUnavailable', cause: 'offline' } };
        }
      };
      const about = { store, clock: time.clock, newId: () => `id-${++ids}`, drafts: drafts.hooks };
      const table = createOutboxTable(store.database);
      const events = { changed: () => undefined, authRefused: () => undefined };
      const own = createOutbox({
        ...about,
        table,
        act: failing,
        events,
        filedBy: () => 'client',
        send: async () => sent,
      });
      await own.add(letter(), {});
      await own.settled();
      model.heal();
      own.wake();
      await own.settled();
      expect(copies()).toBe(before + 1);
      await own.close();
    }
  });

  it('makes the folder it belongs to', async () => {
    model.folders.delete('Sent');
    await add();
    expect(copies()).toBe(1);
  });
});
