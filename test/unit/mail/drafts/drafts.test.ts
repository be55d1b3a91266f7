import { beforeEach, expect, it, onTestFinished } from 'vitest';
import type { DraftLetter } from '../../../../app/domain/letter.ts';
import { fail, succeed } from '../../../../app/domain/result.ts';
import type { Act } from '../../../../app/mail/commands/imap-server.ts';
import { createDrafts, type Drafts } from '../../../../app/mail/drafts/drafts.ts';
import { createDraftsTable } from '../../../../app/store/sqlite/drafts-table.ts';
import { openWriter, temporaryStorePath } from '../../store/store-files.ts';
import { ConnectionLost, createModelServer, type ModelServer } from '../commands/model-server.ts';
import { stillClock, synchronise } from '../commands/queue-world.ts';

const letter = (text: string): DraftLetter => ({
  from: { name: '', address: 'otto@off.example' },
  replyTo: [],
  to: [{ name: '', address: 'half an addr' }],
  cc: [],
  bcc: [{ name: '', address: 'bo@x.example' }],
  subject: 'Draft',
  text,
  references: [],
  files: [],
});

let model: ModelServer;
let time: ReturnType<typeof stillClock>;
let store: ReturnType<typeof openWriter>;
let drafts: Drafts;
let ids = 0;
let path = '';

const build = (): void => {
  const act: Act = async (work) => {
    try {
      return succeed(await work(model.server));
    } catch (error) {
      if (error instanceof ConnectionLost) return fail({ code: 'mailUnavailable', cause: 'offline' });
      throw error;
    }
  };
  const table = createDraftsTable(store.database);
  drafts = createDrafts({ table, act, store, clock: time.clock, newId: () => `id-${++ids}`, changed: () => undefined });
};

beforeEach(() => {
  model = createModelServer();
  for (const folder of ['INBOX', 'Drafts']) model.addFolder(folder);
  path = temporaryStorePath();
  time = stillClock();
  store = openWriter(path);
  onTestFinished(() => store.close());
  synchronise(store, model);
  build();
});

const crash = async (): Promise<void> => {
  await drafts.close();
  store.close();
  store = openWriter(path);
  build();
};
const save = (text: string, id?: string): string => {
  const saved = drafts.save(id, letter(text));
  if (!saved.ok) throw new Error(saved.error.code);
  return saved.value.id;
};
const onServer = (): string[] =>
  (model.folders.get('Drafts')?.messages ?? []).map(({ source }) =>
    (Buffer.from(source).toString().split('\r\n\r\n')[1] ?? '').trim(),
  );

it('is kept at once and goes to the server when the writer pauses, in one copy', async () => {
  const id = save('one');
  expect(onServer()).toEqual([]);
  save('two', id);
  time.advance(4_000);
  await drafts.flush();
  expect(onServer()).toEqual(['two']);
  const [message] = model.folders.get('Drafts')?.messages ?? [];
  expect([...(message?.flags ?? [])]).toEqual(['\\Draft', '\\Seen']);
  expect(Buffer.from(message?.source ?? '').toString()).toMatch(/^Bcc: bo@x\.example/imu);
  expect(drafts.get(id)?.uploaded).toBe(true);
  save('three', id);
  await drafts.flush();
  expect(onServer()).toEqual(['three']);
});

it('is restored after a crash, half-written addresses included', async () => {
  const id = save('one');
  await crash();
  expect(drafts.get(id)?.letter).toEqual(letter('one'));
  await drafts.flush();
  expect(onServer()).toEqual(['one']);
});

it.each([false, true])('is there exactly once whenever the connection breaks (after its effect: %s)', async (after) => {
  const id = save('start');
  await drafts.flush();
  for (let calls = 0; calls < 12; calls += 1) {
    save(`text ${calls}`, id);
    model.cutAt(calls, after);
    await drafts.flush();
    if (calls % 2 === 0) await crash();
    if (calls % 3 === 0) save(`text ${calls}!`, id);
    model.heal();
    await drafts.flush();
    expect(onServer()).toEqual([calls % 3 === 0 ? `text ${calls}!` : `text ${calls}`]);
  }
});

it('keeps both when another program changed it meanwhile', async () => {
  const id = save('ours');
  await drafts.flush();
  const folder = model.folders.get('Drafts');
  if (folder === undefined) throw new Error('no folder');
  folder.messages = [];
  model.deliver('Drafts', 'theirs', ['\\Draft'], 'theirs');
  save('ours again', id);
  await drafts.flush();
  expect(onServer().sort()).toEqual(['ours again', 'theirs']);
});

it('goes when another program removed or replaced it and nothing was changed here', async () => {
  const id = save('ours');
  await drafts.flush();
  const folder = model.folders.get('Drafts');
  if (folder !== undefined) folder.messages = [];
  drafts.wake();
  await drafts.flush();
  expect(drafts.get(id)).toBeUndefined();
});

it('takes the place of a message of another program that is written on', async () => {
  const { uid } = model.deliver('Drafts', 'theirs', ['\\Draft'], 'theirs');
  const uidValidity = String(model.folders.get('Drafts')?.uidValidity);
  const place = { folder: 'Drafts', uidValidity, uid };
  const adopted = drafts.adopt(place, letter('theirs'));
  if (!adopted.ok) throw new Error(adopted.error.code);
  await drafts.flush();
  expect(onServer()).toEqual(['theirs']);
  expect(drafts.adopt(place, letter('theirs'))).toMatchObject({ value: { id: adopted.value.id } });
  save('ours now', adopted.value.id);
  await drafts.flush();
  expect(onServer()).toEqual(['ours now']);
});

it('leaves nothing on the server when it is discarded or sent', async () => {
  const [one, two] = [save('one'), save('two')];
  await drafts.flush();
  expect(onServer().sort()).toEqual(['one', 'two']);
  drafts.discard(one);
  drafts.hooks.outgoing(two);
  expect(drafts.list()).toEqual([]);
  await drafts.flush();
  expect(onServer()).toEqual(['two']);
  drafts.hooks.sent(two);
  await drafts.flush();
  expect([onServer(), drafts.get(two)]).toEqual([[], undefined]);
});
