import { type FetchMessageObject, ImapFlow } from 'imapflow';
import type { Trust } from '../../api/certificate-trust.ts';
import type { Failure } from '../../domain/failure.ts';
import type { Folder, MailStatus, MessageBody, MessageKey, MessageRow } from '../../domain/mail.ts';
import type { MailAccess } from '../../domain/mail-access.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import { parseMessage } from '../mime/parse-message.ts';
import { createBackoff } from './backoff.ts';
import { connectionOptions } from './connection-options.ts';
import { compareFolders, folderRoleOf } from './folder-role.ts';
import { messageRowOf } from './message-row.ts';

export type MailSession = {
  readonly status: () => MailStatus;
  readonly listFolders: () => Promise<Result<Folder[], Failure>>;
  /** The newest messages of a folder, newest first. */
  readonly listMessages: (
    folder: string,
    limit: number,
  ) => Promise<Result<{ total: number; rows: MessageRow[] }, Failure>>;
  readonly readMessage: (key: MessageKey) => Promise<Result<MessageBody, Failure>>;
  readonly setFlags: (
    key: MessageKey,
    flags: { readonly unread?: boolean | undefined; readonly flagged?: boolean | undefined },
  ) => Promise<Result<null, Failure>>;
  readonly close: () => Promise<void>;
};

export type MailSessionEvents = {
  readonly statusChanged: (status: MailStatus) => void;
  readonly folderChanged: (folder: string) => void;
};

/** Response codes (RFC 5530, RFC 9051) that ask to come back later rather than with another credential. */
const temporary = /\[(?:LIMIT|UNAVAILABLE|INUSE)\]/i;

/** Shortest pause, in milliseconds, after a server asked to wait: trying sooner would only keep it counting. */
const askedToWait = 60_000;

type SignInOutcome = 'refused' | 'askedToWait' | 'unreachable';

/** What an unsuccessful connection means. A server may put its own code before the one that tells the reason. */
const signInOutcome = (error: unknown): SignInOutcome => {
  const { authenticationFailed, serverResponseCode, response } = error as {
    authenticationFailed?: boolean;
    serverResponseCode?: string;
    response?: unknown;
  };
  if (authenticationFailed !== true) return 'unreachable';
  return temporary.test(`[${serverResponseCode ?? ''}] ${typeof response === 'string' ? response : ''}`)
    ? 'askedToWait'
    : 'refused';
};

/** The server's own words, without its response code; they name the reason and never the credential. */
const refusalText = (error: unknown): string => {
  const { response, responseText } = error as { response?: unknown; responseText?: unknown };
  const text = typeof responseText === 'string' ? responseText : typeof response === 'string' ? response : '';
  return text
    .replace(/^\S+ (NO|BAD) /i, '')
    .replace(/^\[[^\]]*\]\s*/, '')
    .slice(0, 200);
};

const whyUnavailable = (status: MailStatus): Failure =>
  status.state === 'refused'
    ? { code: 'mailRefused', reason: status.reason }
    : { code: 'mailUnavailable', cause: 'offline' };

/**
 * One account's IMAP mailbox over one connection at a time: connects, comes back after a loss with growing pauses,
 * and stops for good at the first refused credential, so that no server is ever hammered.
 */
export const openMailSession = (
  access: MailAccess,
  trust: Trust,
  version: string,
  events: MailSessionEvents,
): MailSession => {
  const backoff = createBackoff(Math.random);
  let status: MailStatus = { state: 'connecting' };
  let flow: ImapFlow | undefined;
  let connecting: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const setStatus = (next: MailStatus): void => {
    status = next;
    if (!closed) events.statusChanged(next);
  };

  const tryLater = (atLeast = 0): void => {
    if (closed || status.state === 'refused') return;
    const wait = Math.max(atLeast, backoff.next());
    setStatus({ state: 'offline', retryAt: new Date(Date.now() + wait).toISOString() });
    clearTimeout(retry);
    retry = setTimeout(() => void connect(), wait);
  };

  const connectOnce = async (): Promise<void> => {
    clearTimeout(retry);
    setStatus({ state: 'connecting' });
    const next = new ImapFlow(connectionOptions(access, trust, version));
    const born = Date.now();
    let up = false;
    // Stays for good: an abandoned client may still emit, and an unheard error ends the process.
    next.on('error', () => undefined);
    next.on('close', () => {
      if (flow === next) flow = undefined;
      if (!up || closed) return;
      backoff.lived(Date.now() - born);
      tryLater();
    });
    next.on('exists', ({ path }) => events.folderChanged(path));
    next.on('expunge', ({ path }) => events.folderChanged(path));
    next.on('flags', ({ path }) => events.folderChanged(path));
    try {
      await next.connect();
      if (closed) {
        next.close();
        return;
      }
      up = true;
      flow = next;
      setStatus({ state: 'online', since: new Date().toISOString() });
    } catch (error) {
      next.close();
      const outcome = signInOutcome(error);
      if (outcome === 'refused') setStatus({ state: 'refused', reason: refusalText(error) });
      else tryLater(outcome === 'askedToWait' ? askedToWait : 0);
    }
  };

  const connect = (): Promise<void> => {
    connecting ??= connectOnce().finally(() => {
      connecting = undefined;
    });
    return connecting;
  };

  const use = async <Value>(
    work: (client: ImapFlow) => Promise<Result<Value, Failure>>,
  ): Promise<Result<Value, Failure>> => {
    if (closed) return fail({ code: 'mailUnavailable', cause: 'gone' });
    await connecting;
    if (flow === undefined && status.state !== 'refused') await connect();
    const client = flow;
    if (client === undefined) return fail(whyUnavailable(status));
    try {
      return await work(client);
    } catch (error) {
      const { mailboxMissing, responseStatus } = error as { mailboxMissing?: boolean; responseStatus?: string };
      if (mailboxMissing === true) return fail({ code: 'noSuchEntity' });
      if (responseStatus === 'NO' || responseStatus === 'BAD') return fail({ code: 'serverError', detail: 'IMAP' });
      return fail({ code: 'mailUnavailable', cause: 'offline' });
    }
  };

  const inFolder = <Value>(
    folder: string,
    work: (client: ImapFlow, uidValidity: string, exists: number) => Promise<Result<Value, Failure>>,
  ): Promise<Result<Value, Failure>> =>
    use(async (client) => {
      const lock = await client.getMailboxLock(folder);
      try {
        const { mailbox } = client;
        if (typeof mailbox === 'boolean') return fail({ code: 'noSuchEntity' });
        return await work(client, String(mailbox.uidValidity), mailbox.exists);
      } finally {
        lock.release();
      }
    });

  /** Runs `work` only while the folder still has the UIDVALIDITY of the key: otherwise the UID means another message. */
  const withMessage = <Value>(
    key: MessageKey,
    work: (client: ImapFlow) => Promise<Result<Value, Failure>>,
  ): Promise<Result<Value, Failure>> =>
    inFolder(key.folder, async (client, uidValidity) =>
      uidValidity === key.uidValidity ? work(client) : fail({ code: 'noSuchEntity' }),
    );

  void connect();

  return {
    status: () => status,
    listFolders: () =>
      use(async (client) => {
        const listed = await client.list({ statusQuery: { messages: true, unseen: true } });
        const folders = listed
          .filter((entry) => !entry.flags.has('\\Noselect') && !entry.flags.has('\\NonExistent'))
          .map((entry) => ({
            path: entry.path,
            name: entry.name,
            role: folderRoleOf(entry.path, entry.specialUse),
            total: entry.status?.messages ?? 0,
            unread: entry.status?.unseen ?? 0,
          }));
        return succeed(folders.sort(compareFolders));
      }),
    listMessages: (folder, limit) =>
      inFolder(folder, async (client, uidValidity, exists) => {
        if (exists === 0) return succeed({ total: 0, rows: [] });
        const from = Math.max(1, exists - limit + 1);
        const query = { uid: true, flags: true, envelope: true, internalDate: true, size: true, bodyStructure: true };
        const messages: FetchMessageObject[] = await client.fetchAll(`${from}:*`, query);
        const rows = messages.map((message) => messageRowOf(folder, uidValidity, message));
        rows.sort((one, other) => other.date.localeCompare(one.date) || other.key.uid - one.key.uid);
        return succeed({ total: exists, rows });
      }),
    readMessage: (key) =>
      withMessage(key, async (client) => {
        const message = await client.fetchOne(String(key.uid), { source: true }, { uid: true });
        if (!message || message.source === undefined) return fail({ code: 'noSuchEntity' });
        return succeed(await parseMessage(key, message.source));
      }),
    setFlags: (key, flags) =>
      withMessage(key, async (client) => {
        const change = async (flag: string, set: boolean | undefined): Promise<void> => {
          if (set === undefined) return;
          const range = String(key.uid);
          if (set) await client.messageFlagsAdd(range, [flag], { uid: true });
          else await client.messageFlagsRemove(range, [flag], { uid: true });
        };
        await change('\\Seen', flags.unread === undefined ? undefined : !flags.unread);
        await change('\\Flagged', flags.flagged);
        return succeed(null);
      }),
    close: async () => {
      closed = true;
      clearTimeout(retry);
      const client = flow;
      flow = undefined;
      await client?.logout().catch(() => undefined);
    },
  };
};
