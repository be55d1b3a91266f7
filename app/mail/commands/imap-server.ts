import type { Failure } from '../../domain/failure.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { ImapConnections } from '../imap/connections.ts';
import { keptFlags, sectionBytes } from '../imap/fetched-message.ts';
import { bareMessageId } from './bare-message-id.ts';
import type {
  Copied,
  FolderState,
  MailServer,
  MessageFacts,
  OpenFolder,
  Place,
  Refusal,
  SeenFlags,
} from './mail-server.ts';
import { modifiedUtf7 } from './mailbox-name.ts';
import { expandUidSet, uidSets } from './uid-set.ts';

export type ImapClient = Parameters<Parameters<ImapConnections['use']>[1]>[0];

type Token = { readonly value?: unknown; readonly section?: readonly Token[] };
type Parsed = { readonly command?: string; readonly attributes?: readonly (Token | readonly Token[])[] };
type Untagged = (line: Parsed) => Promise<void>;
type Argument =
  | { readonly type: 'ATOM' | 'STRING' | 'SEQUENCE'; readonly value: string }
  | { readonly type: 'LITERAL'; readonly value: Buffer; readonly isLiteral8: boolean }
  | readonly Argument[];

/** The library's own calls turn NO into `false` and drop the server's words; this is the call below them. */
type CommandRunner = {
  readonly exec: (
    command: string,
    attributes: readonly Argument[] | false,
    options?: { readonly untagged?: Readonly<Record<string, Untagged>> },
  ) => Promise<{ readonly response: Parsed; readonly next: () => void }>;
};

const atom = (value: string): Argument => ({ type: 'ATOM', value });
const text = (value: string): Argument => ({ type: 'STRING', value });
const sequence = (value: string): Argument => ({ type: 'SEQUENCE', value });

const codeOf = (line: Parsed | undefined): readonly string[] => {
  const first = line?.attributes?.[0];
  const section = first === undefined || Array.isArray(first) ? undefined : (first as Token).section;
  return (section ?? []).map(({ value }) => (typeof value === 'string' ? value : ''));
};

const refusalOf = (error: unknown): Refusal | undefined => {
  const { responseStatus, responseText, response, serverResponseCode, code, mailboxMissing } = error as {
    responseStatus?: unknown;
    responseText?: unknown;
    response?: Parsed | string;
    serverResponseCode?: unknown;
    code?: unknown;
    mailboxMissing?: unknown;
  };
  if (mailboxMissing === true) return { code: 'NONEXISTENT', text: 'There is no such folder' };
  if (responseStatus !== 'NO' && responseStatus !== 'BAD') return undefined;
  const told = typeof response === 'object' ? codeOf(response)[0] : serverResponseCode;
  const own = typeof told === 'string' ? told.toUpperCase() : '';
  const words = typeof responseText === 'string' ? responseText.replace(/^\[[^\]]*\]\s*/u, '') : '';
  return { code: code === 'ETHROTTLE' ? 'THROTTLED' : own, text: words.slice(0, 300) };
};

/** NO becomes a value, everything else is a lost connection and stays an exception. */
const asked = async <Value>(work: () => Promise<Value>): Promise<Result<Value, Refusal>> => {
  try {
    return succeed(await work());
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return fail(refusal);
  }
};

const run = async (
  client: ImapClient,
  command: string,
  attributes: readonly Argument[] | false,
  untagged: Readonly<Record<string, Untagged>> = {},
): Promise<Parsed> => {
  const { response, next } = await (client as unknown as CommandRunner).exec(command, attributes, { untagged });
  next();
  // A NO the library passes for success: what was asked for was not done in full.
  if (response.command?.toUpperCase() === 'NO') {
    throw Object.assign(new Error('refused'), {
      responseStatus: 'NO',
      responseText: 'Some messages are gone',
      response,
    });
  }
  return response;
};

const pathArgument = (client: ImapClient, path: string): Argument => {
  const utf8 = client.enabled.has('UTF8=ACCEPT') || client.enabled.has('IMAP4REV2');
  return text(utf8 ? path : modifiedUtf7(path));
};

const copiedOf = (lines: readonly Parsed[]): Copied => {
  let uidValidity = '';
  const uids = new Map<number, number>();
  for (const line of lines) {
    const [name, validity, from, to] = codeOf(line);
    if (name?.toUpperCase() !== 'COPYUID') continue;
    const sources = expandUidSet(from ?? '');
    const copies = expandUidSet(to ?? '');
    if (sources === undefined || copies === undefined || sources.length !== copies.length) continue;
    uidValidity = validity ?? '';
    for (const [index, uid] of sources.entries()) uids.set(uid, copies[index] ?? 0);
  }
  return uidValidity === '' ? undefined : { uidValidity, uids };
};

const messageIdIn = (headers: Buffer | undefined): string => {
  const value = /^message-id:\s*([\s\S]*?)\r?\n(?![ \t])/imu.exec(`${headers?.toString('latin1') ?? ''}\n`)?.[1] ?? '';
  return bareMessageId(value);
};

const factsQuery = { uid: true, size: true, internalDate: true, headers: ['message-id'] };

const openFolder = (client: ImapClient, uidValidity: string): OpenFolder => {
  const fetchFacts = async (range: string, from: number): Promise<MessageFacts[]> =>
    (await client.fetchAll(range, factsQuery, { uid: true }))
      .filter(({ uid }) => uid >= from)
      .map(({ uid, size, internalDate, headers }) => ({
        uid,
        size: size ?? 0,
        receivedAt: internalDate === undefined ? 0 : new Date(internalDate).getTime(),
        messageId: messageIdIn(sectionBytes(headers)),
      }));
  const search = async (query: Parameters<ImapClient['search']>[0]): Promise<number[]> => {
    const found = await client.search(query, { uid: true });
    if (Array.isArray(found)) return found;
    // The library answers false for a refusal and for a lost connection alike; only the latter is noticed here.
    await run(client, 'NOOP', false);
    throw Object.assign(new Error('refused'), { responseStatus: 'NO', responseText: 'The server cannot search' });
  };
  const transfer = async (command: 'UID COPY' | 'UID MOVE', uids: readonly number[], to: string): Promise<Copied> => {
    const lines: Parsed[] = [];
    for (const set of uidSets(uids)) {
      const untagged = { OK: async (line: Parsed) => void lines.push(line) };
      lines.push(await run(client, command, [sequence(set), pathArgument(client, to)], untagged));
    }
    return copiedOf(lines);
  };
  return {
    uidValidity,
    present: async (uids) => {
      const found: number[] = [];
      for (const set of uidSets(uids)) found.push(...(await search({ uid: set })));
      return found;
    },
    facts: async (uids) => {
      const found: MessageFacts[] = [];
      for (const set of uidSets(uids)) found.push(...(await fetchFacts(set, 1)));
      return found;
    },
    factsFrom: (uid) => fetchFacts(`${uid}:*`, uid),
    findByMessageId: (messageId) => search({ header: { 'message-id': messageId } }),
    findByHeader: (name, value) => search({ header: { [name]: value } }),
    source: async (uid) => {
      const message = await client.fetchOne(String(uid), { source: true }, { uid: true });
      return message ? sectionBytes(message.source) : undefined;
    },
    changeFlags: (uids, add, remove) =>
      asked(async () => {
        for (const set of uidSets(uids)) {
          for (const [operation, flags] of [
            ['+FLAGS.SILENT', add],
            ['-FLAGS.SILENT', remove],
          ] as const) {
            if (flags.length === 0) continue;
            await run(client, 'UID STORE', [sequence(set), atom(operation), flags.map(atom)]);
          }
        }
        return null;
      }),
    flags: async (uids) => {
      const seen: SeenFlags[] = [];
      for (const set of uidSets(uids)) {
        for (const { uid, flags, modseq } of await client.fetchAll(set, { uid: true, flags: true }, { uid: true })) {
          seen.push({ uid, flags: keptFlags(flags), modSeq: modseq === undefined ? undefined : String(modseq) });
        }
      }
      return seen;
    },
    copy: (uids, to) => asked(() => transfer('UID COPY', uids, to)),
    move: (uids, to) => asked(() => transfer('UID MOVE', uids, to)),
    markedDeleted: () => search({ deleted: true }),
    expunge: (uids) =>
      asked(async () => {
        if (uids === undefined) await run(client, 'EXPUNGE', false);
        for (const set of uidSets(uids ?? [])) await run(client, 'UID EXPUNGE', [sequence(set)]);
        return null;
      }),
  };
};

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const dateTime = (milliseconds: number): string => {
  const [year = '', month = '', day = '', time = ''] = new Date(milliseconds).toISOString().split(/[-T.]/u);
  return `${day}-${monthNames[Number(month) - 1]}-${year} ${time} +0000`;
};

/**
 * The server behind one IMAP connection. Everything runs under the library's mailbox lock, so that nothing else
 * selects another folder in between and no IDLE is in the way.
 */
export const imapServer = (client: ImapClient): MailServer => {
  const locked = async <Value>(path: string, work: () => Promise<Value>): Promise<Value> => {
    const before = client.mailbox;
    const lock = await client.getMailboxLock(path);
    try {
      // A folder that stayed selected is seen as it was after the command before: what came since would be taken for
      // gone. IDLE, which a raw command would wait for, ends by it as well.
      if (client.mailbox === before) await client.noop();
      return await work();
    } finally {
      lock.release();
    }
  };
  // INBOX is always there and can be neither renamed nor deleted; the library would otherwise send CLOSE, which
  // expunges what others marked.
  const aside = <Value>(work: () => Promise<Value>): Promise<Result<Value, Refusal>> =>
    asked(() => locked('INBOX', work));
  const simple = (command: string, ...paths: readonly string[]): Promise<Result<null, Refusal>> =>
    aside(async () => {
      const given = paths.map((path) => pathArgument(client, path));
      await run(client, command, given);
      return null;
    });
  const folderState = (path: string): Promise<Result<FolderState, Refusal>> =>
    aside(async () => {
      const values = new Map<string, string>();
      const STATUS: Untagged = async ({ attributes }) => {
        const list = attributes?.[1];
        if (!Array.isArray(list)) return;
        for (let at = 0; at + 1 < list.length; at += 2) {
          values.set(String(list[at]?.value).toUpperCase(), String(list[at + 1]?.value));
        }
      };
      await run(client, 'STATUS', [pathArgument(client, path), [atom('UIDNEXT'), atom('UIDVALIDITY')]], { STATUS });
      return { uidValidity: values.get('UIDVALIDITY') ?? '', uidNext: Number(values.get('UIDNEXT') ?? 1) };
    });
  return {
    canMove: client.capabilities.has('MOVE') || client.enabled.has('IMAP4REV2'),
    canExpungeByUid: client.capabilities.has('UIDPLUS') || client.enabled.has('IMAP4REV2'),
    filesSentMail: client.capabilities.has('X-GM-EXT-1'),
    folderState,
    within: (path, work) =>
      asked(() =>
        locked(path, async () => {
          const { mailbox } = client;
          if (typeof mailbox === 'boolean' || mailbox === undefined) throw new Error('no folder is selected');
          return work(openFolder(client, String(mailbox.uidValidity)));
        }),
      ),
    append: (path, source, flags, receivedAt) =>
      aside(async (): Promise<Place> => {
        const limit = client.capabilities.get('APPENDLIMIT');
        if (typeof limit === 'number' && limit < source.length) {
          const responseText = `The message is larger than the ${limit} bytes the server takes`;
          throw Object.assign(new Error('refused'), { responseStatus: 'NO', responseText });
        }
        const value = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
        const isLiteral8 = client.capabilities.has('BINARY') && value.includes(0);
        const answer = await run(client, 'APPEND', [
          pathArgument(client, path),
          flags.map(atom),
          ...(receivedAt === undefined ? [] : [text(dateTime(receivedAt))]),
          { type: 'LITERAL', value, isLiteral8 },
        ]);
        const [name, uidValidity = '', uid = ''] = codeOf(answer);
        return name?.toUpperCase() === 'APPENDUID'
          ? { folder: path, uidValidity, uid: Number(uid) || 0 }
          : { folder: path, uidValidity: '', uid: 0 };
      }),
    exists: async (path) => {
      const state = await folderState(path);
      return state.ok;
    },
    createFolder: (path) => simple('CREATE', path),
    renameFolder: (path, to) => simple('RENAME', path, to),
    deleteFolder: (path) => simple('DELETE', path),
    subscribe: (path, subscribed) => simple(subscribed ? 'SUBSCRIBE' : 'UNSUBSCRIBE', path),
  };
};

/** Runs work with the server when there is a connection to it. */
export type Act = <Value>(work: (server: MailServer) => Promise<Value>) => Promise<Result<Value, Failure>>;

/** Commands, sent copies and drafts go one at a time over the connection that carries out commands. */
export const actThrough =
  (connections: ImapConnections): Act =>
  async (work) => {
    try {
      return await connections.use('act', (client) => work(imapServer(client)));
    } catch {
      // Whatever broke in the middle of the work: as with a lost connection nobody knows how far it got.
      return fail({ code: 'internal' });
    }
  };
