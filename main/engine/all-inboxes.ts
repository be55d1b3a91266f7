import { randomUUID } from 'node:crypto';
import { type HandlersOf, type InputOf, methodChannel, type OutputOf, type Reply } from '../../app/contract/area.ts';
import { mailContract } from '../../app/contract/mail.ts';
import {
  boundIn,
  ownerOfFolder,
  ownFolder,
  ownId,
  ownThread,
  secondOfShared,
  sharedFolder,
  sharedId,
  sharedThread,
} from '../../app/domain/account-numbers.ts';
import type { Failure } from '../../app/domain/failure.ts';
import type { MailStatus, MessageKey, MessageRow } from '../../app/domain/mail.ts';
import type { CommandReport } from '../../app/domain/mail-command.ts';
import { fail, succeed } from '../../app/domain/result.ts';
import { createListVersions } from '../../app/mail/account/list-versions.ts';
import { type ContractHost, createContractHost } from '../ipc/contract-host.ts';

type Mail = (typeof mailContract)['methods'];
type Method = keyof Mail;

/** One of the mailboxes that are shown as one; `number` stays with the account as long as the process lives. */
export type Member = { readonly account: string; readonly number: number; readonly host: ContractHost<void> };

export type AllInboxes = {
  readonly host: ContractHost<void>;
  /** Something was heard from one account's mailbox: what it means for all of them. */
  readonly heard: (member: Member, event: string, payload: unknown) => void;
};

const inbox = 'INBOX';
/** So many commands can be undone. */
const remembered = 200;

const refused: Reply<never> = fail<Failure>({ code: 'invalidInput' });
const done = succeed({} as Record<string, never>);

/** Best news first: as long as one account is in touch with its server, new mail comes in. */
const order: readonly MailStatus['state'][] = ['online', 'connecting', 'offline', 'broken', 'refused'];

type Row = MessageRow & { readonly ids?: number[]; readonly unreadIds?: number[]; readonly flaggedIds?: number[] };

/**
 * The inboxes of all accounts as one mailbox: ids, conversations and folders are told apart by whose they are, and
 * what is done to them goes to the account each belongs to.
 * @param members the mailboxes that are open
 */
export const createAllInboxes = (
  members: () => readonly Member[],
  tell: (event: string, payload: unknown) => void,
  reportBug: (where: string, error: unknown) => void,
): AllInboxes => {
  const versions = createListVersions();
  /** What one command here became there. */
  const orders = new Map<string, { readonly account: string; readonly id: string; report?: CommandReport }[]>();

  const ask = <M extends Method>(
    member: Member,
    method: M,
    input: InputOf<Mail[M]>,
  ): Promise<Reply<OutputOf<Mail[M]>>> =>
    member.host.answer(methodChannel('mail', method), input, undefined, member.account) as Promise<
      Reply<OutputOf<Mail[M]>>
    >;

  /** What those answer that can; why the first cannot, if none can. */
  const askAll = async <M extends Method>(
    method: M,
    inputFor: (member: Member) => InputOf<Mail[M]> | undefined,
  ): Promise<Reply<{ readonly member: Member; readonly value: OutputOf<Mail[M]> }[]>> => {
    const asked = members().flatMap((member) => {
      const input = inputFor(member);
      return input === undefined ? [] : [{ member, input }];
    });
    const replies = await Promise.all(asked.map(({ member, input }) => ask(member, method, input)));
    const answered = replies.flatMap((reply, at) => {
      const member = asked[at]?.member;
      return reply.ok && member !== undefined ? [{ member, value: reply.value }] : [];
    });
    const failed = replies.find((reply) => !reply.ok);
    return answered.length === 0 && failed !== undefined ? failed : succeed(answered);
  };

  const memberOf = (folder: string): Member | undefined => {
    const account = ownerOfFolder(folder);
    return members().find((member) => member.account === account);
  };
  const keyIn = (key: MessageKey): MessageKey => ({ ...key, folder: ownFolder(key.folder) });
  const keyOut = (member: Member, key: MessageKey): MessageKey => ({
    ...key,
    folder: sharedFolder(member.account, key.folder),
  });
  const idsIn = (member: Member, shared: readonly number[]): number[] =>
    shared.map(ownId).flatMap((own) => (own.account === member.number ? [own.id] : []));
  const threadsIn = (member: Member, shared: Iterable<number>): number[] =>
    [...shared].map(ownThread).flatMap((own) => (own.account === member.number ? [own.id] : []));
  const idsOut = (member: Member, ids: readonly number[]): number[] =>
    ids.flatMap((id) => sharedId(member.number, id) ?? []);

  const rowOut = <R extends Row>(member: Member, row: R): R[] => {
    const id = sharedId(member.number, row.id);
    if (id === undefined) return [];
    return [
      {
        ...row,
        id,
        threadId: sharedThread(member.number, row.threadId),
        key: keyOut(member, row.key),
        ...(row.ids === undefined ? {} : { ids: idsOut(member, row.ids) }),
        ...(row.unreadIds === undefined ? {} : { unreadIds: idsOut(member, row.unreadIds) }),
        ...(row.flaggedIds === undefined ? {} : { flaggedIds: idsOut(member, row.flaggedIds) }),
      },
    ];
  };
  const newestFirst = (one: MessageRow, other: MessageRow): number => other.id - one.id;

  /** Has each account do its part; fails where nobody has one, or a part is refused. */
  const doEach = async <M extends Method>(
    method: M,
    inputFor: (member: Member) => InputOf<Mail[M]> | undefined,
  ): Promise<Reply<{ readonly member: Member; readonly value: OutputOf<Mail[M]> }[]>> => {
    const reply = await askAll(method, inputFor);
    return reply.ok && reply.value.length === 0 ? refused : reply;
  };

  const remember = (parts: { account: string; id: string }[]): string => {
    const id = randomUUID();
    orders.set(id, parts);
    const [oldest] = orders.keys();
    if (orders.size > remembered && oldest !== undefined) orders.delete(oldest);
    return id;
  };

  const status = async (): Promise<MailStatus> => {
    const all = await askAll('getStatus', () => ({}));
    const states = all.ok ? all.value.map(({ value }) => value) : [];
    return [...states].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0] ?? { state: 'connecting' };
  };
  const progress = async (): Promise<OutputOf<Mail['getProgress']>> => {
    const all = await askAll('getProgress', () => ({}));
    const each = all.ok ? all.value.map(({ value }) => value) : [];
    const sum = (count: (one: (typeof each)[number]) => number): number => each.reduce((to, one) => to + count(one), 0);
    const folder = each.find((one) => one.folder !== undefined)?.folder;
    return {
      done: sum((one) => one.done),
      total: sum((one) => one.total),
      paused: each.length > 0 && each.every((one) => one.paused),
      ...(folder === undefined ? {} : { folder }),
    };
  };

  const toAll = (method: 'pauseSync' | 'resumeSync' | 'wake') => async () => {
    await askAll(method, () => ({}));
    return done;
  };

  const readBody = (method: 'readMessage' | 'readWhole') => async (key: MessageKey) => {
    const member = memberOf(key.folder);
    if (member === undefined) return fail<Failure>({ code: 'noSuchEntity' });
    const reply = await ask(member, method, keyIn(key));
    return reply.ok ? succeed({ ...reply.value, key }) : reply;
  };

  const handlers: Partial<HandlersOf<typeof mailContract>> = {
    getStatus: async () => succeed(await status()),
    getProgress: async () => succeed(await progress()),
    getCompared: async () => {
      const all = await askAll('getCompared', () => ({}));
      if (!all.ok) return all;
      // Of all accounts their inboxes are shown as one: it is as new as the oldest of them.
      const times = all.value.flatMap(({ value }) => value.folders.filter(({ folder }) => folder === inbox));
      const oldest = Math.min(...times.map(({ at }) => at));
      return succeed({ folders: times.length === 0 ? [] : [{ folder: inbox, at: oldest }] });
    },
    pauseSync: toAll('pauseSync'),
    resumeSync: toAll('resumeSync'),
    wake: toAll('wake'),
    lookAt: async () => {
      await askAll('lookAt', () => ({ folder: inbox }));
      return done;
    },
    listFolders: async () => {
      const all = await askAll('listFolders', () => ({}));
      if (!all.ok) return all;
      const inboxes = all.value.flatMap(({ value }) => value.folders.filter((folder) => folder.role === 'inbox'));
      const [first] = inboxes;
      if (first === undefined) return succeed({ folders: [] });
      const sum = (of: 'total' | 'unread'): number => inboxes.reduce((to, folder) => to + folder[of], 0);
      return succeed({ folders: [{ ...first, path: inbox, total: sum('total'), unread: sum('unread') }] });
    },
    listConversations: async (asked) => {
      const { since, kept, ...same } = asked as typeof asked & { readonly kept?: readonly number[] };
      // What accounts sort by letters or size cannot be compared here: it is in the order of time.
      const oldest = asked.order === 'oldest';
      const all = await askAll('listConversations', (member) => ({
        ...same,
        order: oldest ? ('oldest' as const) : ('newest' as const),
        ...(kept === undefined ? {} : { kept: threadsIn(member, kept) }),
      }));
      if (!all.ok) return all;
      const lines = all.value.flatMap(({ member, value }) => {
        const moved = new Map(value.moved.map((line) => [line.thread, line.at]));
        return [...value.heads].flatMap((head, at) => {
          const thread = value.threads[at];
          const id = sharedId(member.number, head);
          if (thread === undefined || id === undefined) return [];
          return [{ id, thread: sharedThread(member.number, thread), at: moved.get(thread) }];
        });
      });
      const timeOf = (line: (typeof lines)[number]): number => line.at ?? secondOfShared(line.id) * 1000;
      lines.sort((a, b) => timeOf(b) - timeOf(a) || b.id - a.id);
      if (oldest) lines.reverse();
      const rows = all.value.flatMap(({ member, value }) => value.rows.flatMap((row) => rowOut(member, row)));
      const first = new Map(rows.map((row) => [row.id, row]));
      return succeed({
        ...versions(
          JSON.stringify([asked.place, oldest, asked.filter]),
          {
            threads: Float64Array.from(lines, (line) => line.thread),
            heads: Float64Array.from(lines, (line) => line.id),
          },
          since,
        ),
        moved: lines.flatMap(({ thread, at }) => (at === undefined ? [] : [{ thread, at }])),
        rows: lines.slice(0, asked.rows).flatMap((line) => first.get(line.id) ?? []),
        messages: all.value.reduce((to, { value }) => to + value.messages, 0),
      });
    },
    conversationRows: async ({ place, heads }) => {
      const all = await askAll('conversationRows', (member) => {
        const own = idsIn(member, heads);
        return own.length === 0 ? undefined : { place, heads: own };
      });
      if (!all.ok) return all;
      return succeed({
        rows: all.value.flatMap(({ member, value }) => value.rows.flatMap((row) => rowOut(member, row))),
      });
    },
    messageIds: async ({ threads, ...asked }) => {
      const all = await askAll('messageIds', (member) => {
        const own = threads === undefined ? undefined : threadsIn(member, threads);
        if (own?.length === 0) return undefined;
        return { ...asked, ...(own === undefined ? {} : { threads: Float64Array.from(own) }) };
      });
      if (!all.ok) return all;
      const ids = all.value.flatMap(({ member, value }) => idsOut(member, [...value.ids]));
      return succeed({ ids: Float64Array.from(ids.sort((a, b) => b - a)) });
    },
    snooze: async ({ heads, until }) => {
      const reply = await doEach('snooze', (member) => {
        const own = idsIn(member, heads);
        return own.length === 0 ? undefined : { heads: own, until };
      });
      return reply.ok ? done : reply;
    },
    unsnooze: async ({ heads }) => {
      const reply = await doEach('unsnooze', (member) => {
        const own = idsIn(member, heads);
        return own.length === 0 ? undefined : { heads: own };
      });
      return reply.ok ? done : reply;
    },
    readMessage: readBody('readMessage'),
    readWhole: readBody('readWhole'),
    readConversation: async (key) => {
      const member = memberOf(key.folder);
      if (member === undefined) return fail<Failure>({ code: 'noSuchEntity' });
      const reply = await ask(member, 'readConversation', keyIn(key));
      return reply.ok ? succeed({ messages: reply.value.messages.flatMap((row) => rowOut(member, row)) }) : reply;
    },
    act: async ({ command }) => {
      if (!('ids' in command)) return refused;
      // A folder that is named is one account's own; what is done by a folder's purpose each does in its own.
      const to = 'to' in command ? command.to : undefined;
      const reply = await doEach('act', (member) => {
        const ids = idsIn(member, command.ids);
        if (ids.length === 0 || (to !== undefined && ownerOfFolder(to) !== undefined)) return undefined;
        return { command: { ...command, ids } };
      });
      if (!reply.ok) return reply;
      return succeed({
        id: remember(reply.value.map(({ member, value }) => ({ account: member.account, id: value.id }))),
      });
    },
    undo: async ({ id }) => {
      const parts = orders.get(id) ?? [];
      const reply = await doEach('undo', (member) => {
        const part = parts.find((one) => one.account === member.account);
        return part === undefined ? undefined : { id: part.id };
      });
      return reply.ok ? done : reply;
    },
    setFlags: async ({ key, ...flags }) => {
      const member = memberOf(key.folder);
      return member === undefined
        ? fail<Failure>({ code: 'noSuchEntity' })
        : ask(member, 'setFlags', { key: keyIn(key), ...flags });
    },
    search: async ({ before, skip = 0, ...asked }) => {
      const best = asked.order === 'relevance';
      const all = await askAll('search', (member) => ({
        ...asked,
        ...(best ? { limit: Math.min(200, skip + asked.limit) } : {}),
        ...(before === undefined ? {} : { before: boundIn(member.number, before) }),
      }));
      if (!all.ok) return all;
      const found = all.value.map(({ member, value }) => value.rows.flatMap((row) => rowOut(member, row)));
      // Matches of two mailboxes cannot be weighed against each other: the best of each, then the second of each.
      const longest = Math.max(0, ...found.map((rows) => rows.length));
      const rows = best
        ? Array.from({ length: longest }, (_, at) => found.flatMap((each) => each[at] ?? [])).flat()
        : found.flat().sort(newestFirst);
      const from = best ? skip : 0;
      const values = all.value.map(({ value }) => value);
      const sum = (of: 'indexed' | 'total' | 'unlisted'): number => values.reduce((to, value) => to + value[of], 0);
      const ranked = values.flatMap((value) => value.ranked ?? []);
      return succeed({
        rows: rows.slice(from, from + asked.limit),
        more: rows.length > from + asked.limit || values.some(({ more }) => more),
        indexed: sum('indexed'),
        total: sum('total'),
        unlisted: sum('unlisted'),
        ...(ranked.length === 0
          ? {}
          : {
              ranked: {
                compared: ranked.reduce((to, one) => to + one.compared, 0),
                bounded: ranked.some(({ bounded }) => bounded),
              },
            }),
        problems: values[0]?.problems ?? [],
      });
    },
    searchServer: async (asked) => {
      const owner = asked.folder === undefined ? undefined : ownerOfFolder(asked.folder);
      const all = await askAll('searchServer', (member) => {
        if (owner === undefined) return asked;
        return owner === member.account ? { ...asked, folder: ownFolder(asked.folder ?? '') } : undefined;
      });
      if (!all.ok) return all;
      const rows = all.value.flatMap(({ member, value }) => value.rows.flatMap((row) => rowOut(member, row)));
      const folders = (of: 'searched' | 'failed'): string[] =>
        all.value.flatMap(({ member, value }) => value[of].map((folder) => sharedFolder(member.account, folder)));
      return succeed({
        rows: rows.sort(newestFirst).slice(0, asked.limit),
        searched: folders('searched'),
        failed: folders('failed'),
      });
    },
  };

  /** What has no meaning for all accounts at once is refused. */
  const complete = Object.fromEntries(
    Object.keys(mailContract.methods).map((method) => [method, handlers[method as Method] ?? (() => refused)]),
  );

  const settled = (member: Member, report: CommandReport): void => {
    for (const [id, parts] of orders) {
      const part = parts.find((one) => one.account === member.account && one.id === report.id);
      if (part === undefined) continue;
      part.report = report;
      const reports = parts.flatMap((one) => one.report ?? []);
      if (reports.length < parts.length) return;
      const whole = reports.find((one) => one.outcome === 'refused') ?? report;
      tell('commandSettled', { ...whole, id, gone: idsOut(member, report.gone) });
      return;
    }
    // Given to the account itself, as moving to a folder of its own is.
    tell('commandSettled', { ...report, gone: idsOut(member, report.gone) });
  };

  return {
    host: createContractHost<void>([{ name: 'mail', area: mailContract, handlers: complete }], reportBug),
    heard: (member, event, payload) => {
      switch (event) {
        case 'statusChanged':
          void status().then((next) => tell(event, next));
          return;
        case 'progressChanged':
          void progress().then((next) => tell(event, next));
          return;
        case 'folderChanged':
          tell(event, { folder: inbox });
          return;
        case 'commandSettled':
          settled(member, payload as CommandReport);
      }
    },
  };
};
