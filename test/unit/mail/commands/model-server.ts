import { createHash } from 'node:crypto';
import { fail, type Result, succeed } from '../../../../app/domain/result.ts';
import type {
  Copied,
  MailServer,
  MessageFacts,
  OpenFolder,
  Refusal,
} from '../../../../app/mail/commands/mail-server.ts';

export type ModelMessage = {
  readonly uid: number;
  readonly messageId: string;
  readonly size: number;
  readonly receivedAt: number;
  readonly flags: Set<string>;
  readonly source: Uint8Array;
};
export type ModelFolder = { uidValidity: number; uidNext: number; messages: ModelMessage[]; subscribed: boolean };

export type Abilities = { readonly move: boolean; readonly uidPlus: boolean; readonly copyUid: boolean };

export class ConnectionLost extends Error {}

const sizeOf = (source: Uint8Array): number => source.length;
const nothing = succeed(null);
const missing = (path: string) => fail<Refusal>({ code: 'NONEXISTENT', text: `Mailbox doesn't exist: ${path}` });

/** An IMAP server in memory that can be cut off before or after anything it does. */
export const createModelServer = (abilities: Abilities = { move: true, uidPlus: true, copyUid: true }) => {
  const folders = new Map<string, ModelFolder>();
  let validity = 1_000;
  /** Which of the calls to come loses the connection; before its effect, or after it. */
  let cut: { calls: number; readonly after: boolean } | undefined;
  const refusals = new Map<string, Refusal>();
  const log: string[] = [];

  const addFolder = (path: string): ModelFolder => {
    validity += 1;
    const folder = { uidValidity: validity, uidNext: 1, messages: [], subscribed: false };
    folders.set(path, folder);
    return folder;
  };
  const add = (folder: ModelFolder, message: Omit<ModelMessage, 'uid'>): number => {
    const uid = folder.uidNext;
    folder.uidNext += 1;
    folder.messages.push({ ...message, uid, flags: new Set(message.flags) });
    return uid;
  };

  /** Everything a client asks goes through here. */
  const call = async <Value>(name: string, effect: () => Value): Promise<Value> => {
    await Promise.resolve();
    log.push(name);
    const falls = cut !== undefined && cut.calls === 0;
    const { after } = cut ?? { after: false };
    if (cut !== undefined) cut.calls -= 1;
    if (falls) cut = undefined;
    if (falls && !after) throw new ConnectionLost();
    const value = effect();
    if (falls) throw new ConnectionLost();
    return value;
  };
  const refusable = <Value>(name: string, effect: () => Result<Value, Refusal>): Promise<Result<Value, Refusal>> =>
    call(name, () => {
      const refusal = refusals.get(name);
      return refusal === undefined ? effect() : fail(refusal);
    });

  const factsOf = ({ uid, size, receivedAt, messageId }: ModelMessage): MessageFacts => ({
    uid,
    size,
    receivedAt,
    messageId,
  });

  const openFolder = (path: string, folder: ModelFolder): OpenFolder => {
    const some = (uids: readonly number[]) => folder.messages.filter(({ uid }) => uids.includes(uid));
    const transfer = (uids: readonly number[], to: string, taking: boolean): Result<Copied, Refusal> => {
      const target = folders.get(to);
      if (target === undefined) return missing(to);
      const moved = some(uids);
      const map = new Map(moved.map((message) => [message.uid, add(target, message)]));
      if (taking) folder.messages = folder.messages.filter((message) => !moved.includes(message));
      return succeed(abilities.copyUid ? { uidValidity: String(target.uidValidity), uids: map } : undefined);
    };
    return {
      uidValidity: String(folder.uidValidity),
      present: (uids) => call('present', () => some(uids).map(({ uid }) => uid)),
      facts: (uids) => call('facts', () => some(uids).map(factsOf)),
      factsFrom: (from) => call('facts', () => folder.messages.filter(({ uid }) => uid >= from).map(factsOf)),
      findByMessageId: (id) =>
        call('find', () => folder.messages.filter(({ messageId }) => messageId === id).map(({ uid }) => uid)),
      findByHeader: (name, value) =>
        call('find', () =>
          folder.messages
            .filter(({ source }) =>
              Buffer.from(source)
                .toString()
                .split(/\r?\n\r?\n/u)[0]
                ?.split('\r\n')
                .some((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`) && line.includes(value)),
            )
            .map(({ uid }) => uid),
        ),
      source: (uid) => call('source', () => some([uid])[0]?.source),
      changeFlags: (uids, plus, minus) =>
        refusable('store', () => {
          for (const { flags } of some(uids)) {
            for (const flag of plus) flags.add(flag);
            for (const flag of minus) flags.delete(flag);
          }
          return nothing;
        }),
      flags: (uids) =>
        call('flags', () => some(uids).map(({ uid, flags }) => ({ uid, flags: [...flags], modSeq: undefined }))),
      copy: (uids, to) => refusable('copy', () => transfer(uids, to, false)),
      move: (uids, to) => {
        if (!abilities.move) throw new Error(`this server has no MOVE (${path})`);
        return refusable('move', () => transfer(uids, to, true));
      },
      markedDeleted: () =>
        call('deleted', () => folder.messages.filter(({ flags }) => flags.has('\\Deleted')).map(({ uid }) => uid)),
      expunge: (uids) =>
        refusable('expunge', () => {
          if (uids !== undefined && !abilities.uidPlus) throw new Error('this server has no UID EXPUNGE');
          folder.messages = folder.messages.filter(
            ({ uid, flags }) => !flags.has('\\Deleted') || (uids !== undefined && !uids.includes(uid)),
          );
          return nothing;
        }),
    };
  };

  const server: MailServer = {
    canMove: abilities.move,
    canExpungeByUid: abilities.uidPlus,
    filesSentMail: false,
    folderState: (path) =>
      refusable('status', () => {
        const folder = folders.get(path);
        return folder === undefined
          ? missing(path)
          : succeed({ uidValidity: String(folder.uidValidity), uidNext: folder.uidNext });
      }),
    within: async (path, work) => {
      const folder = await call('select', () => folders.get(path));
      return folder === undefined ? missing(path) : succeed(await work(openFolder(path, folder)));
    },
    append: (path, source, flags, receivedAt) =>
      refusable('append', () => {
        const folder = folders.get(path);
        if (folder === undefined) return missing(path);
        const messageId = /^message-id: *<([^>]*)>/imu.exec(Buffer.from(source).toString())?.[1] ?? '';
        const about = { messageId, size: sizeOf(source), receivedAt: receivedAt ?? 0 };
        const uid = add(folder, { ...about, flags: new Set(flags), source });
        return succeed(
          abilities.copyUid
            ? { folder: path, uidValidity: String(folder.uidValidity), uid }
            : { folder: path, uidValidity: '', uid: 0 },
        );
      }),
    exists: (path) => call('exists', () => folders.has(path)),
    createFolder: (path) =>
      refusable('create', () => {
        if (folders.has(path)) return fail({ code: 'ALREADYEXISTS', text: 'Mailbox already exists' });
        addFolder(path);
        return nothing;
      }),
    renameFolder: (path, to) =>
      refusable('rename', () => {
        const folder = folders.get(path);
        if (folder === undefined) return missing(path);
        if (folders.has(to)) return fail({ code: 'ALREADYEXISTS', text: 'Mailbox already exists' });
        folders.delete(path);
        folders.set(to, folder);
        return nothing;
      }),
    deleteFolder: (path) => refusable('delete', () => (folders.delete(path) ? nothing : missing(path))),
    subscribe: (path, subscribed) =>
      refusable('subscribe', () => {
        const folder = folders.get(path);
        if (folder !== undefined) folder.subscribed = subscribed;
        return nothing;
      }),
  };

  return {
    server,
    folders,
    log,
    addFolder,
    /** Puts a message there as somebody else would. */
    deliver: (path: string, messageId: string, flags: readonly string[] = [], text = 'x'): ModelMessage => {
      const folder = folders.get(path) ?? addFolder(path);
      const source = Buffer.from(`Message-ID: <${messageId}>\r\nSubject: ${messageId}\r\n\r\n${text}\r\n`);
      const receivedAt = 1_700_000_000_000 + folder.uidNext * 60_000;
      const about = { messageId, size: source.length, receivedAt, flags: new Set(flags), source };
      const uid = add(folder, about);
      return { ...about, uid };
    },
    /** The folder as a restored server has it: the same messages under other numbers. */
    renumber: (path: string): void => {
      const folder = folders.get(path);
      if (folder === undefined) return;
      validity += 1;
      folder.uidValidity = validity;
      folder.messages = [...folder.messages].reverse().map((message, index) => ({ ...message, uid: index + 1 }));
      folder.uidNext = folder.messages.length + 1;
    },
    cutAt: (calls: number, after: boolean): void => {
      cut = { calls, after };
    },
    heal: (): void => {
      cut = undefined;
    },
    refuse: (name: string, refusal: Refusal | undefined): void => {
      if (refusal === undefined) refusals.delete(name);
      else refusals.set(name, refusal);
    },
    /** What every folder holds, told by content alone. */
    contents: (): Record<string, string[]> =>
      Object.fromEntries(
        [...folders].sort().map(([path, { messages }]) => [
          path,
          messages
            .map(({ messageId, source, flags }) => {
              const name = messageId === '' ? createHash('sha256').update(source).digest('hex').slice(0, 8) : messageId;
              return [name, ...[...flags].sort()].join(' ');
            })
            .sort(),
        ]),
      ),
  };
};

export type ModelServer = ReturnType<typeof createModelServer>;
