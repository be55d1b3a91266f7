import type { Reply } from '../../app/contract/area.ts';
import { allAccounts } from '../../app/domain/account-numbers.ts';
import type { Failure } from '../../app/domain/failure.ts';
import type { MessageKey } from '../../app/domain/mail.ts';
import { addressOf } from '../../app/domain/mail-access.ts';
import type { NewMail } from '../../app/domain/new-mail.ts';
import { fail, type Result, succeed } from '../../app/domain/result.ts';
import { parseMessage } from '../../app/mail/mime/parse-message.ts';
import type { BodyFacts } from '../../app/store/port.ts';
import type { ContractHost } from '../ipc/contract-host.ts';
import { createAllInboxes, type Member } from './all-inboxes.ts';
import { answerQuestion } from './answer-question.ts';
import { type Arrivals, createArrivals } from './arrivals.ts';
import { createMailboxHost } from './mailbox-host.ts';
import type { FileBytes, KeptFiles, LeaveFacts, OpenAccount, Question } from './messages.ts';
import { type MailboxListener, type OpenMailbox, openMailbox } from './open-mailbox.ts';

type EngineArea = 'mail' | 'compose' | 'accountSettings';

export type MailboxesListener = {
  /** Something happened in an account's mailbox that its windows want to know. */
  readonly tell: (account: string, area: EngineArea, event: string, payload: unknown) => void;
  /** The server refused an account's credential. */
  readonly refused: (account: string, reason: string) => void;
  readonly newMail: (news: NewMail) => void;
  readonly bug: (where: string, name: string) => void;
};

/** The mailboxes of all accounts, side by side: each has its own store and threads, and none waits for another. */
export type Mailboxes = {
  /** Opens an account's mailbox, after closing the one it may have. */
  readonly open: (account: string, place: OpenAccount) => Promise<void>;
  readonly close: (account: string) => Promise<void>;
  readonly closeAll: () => Promise<void>;
  readonly wake: () => void;
  /** Without an account the only mailbox is meant; where there are several, nobody's is guessed. */
  readonly question: (
    account: string | undefined,
    question: Question,
  ) => Promise<Result<FileBytes | LeaveFacts, Failure>>;
  /** Keeps files a person chose for a draft. */
  readonly keepPaths: (
    account: string | undefined,
    draft: string,
    paths: readonly string[],
  ) => Promise<KeptFiles | undefined>;
  readonly answer: (account: string | undefined, channel: string, input: unknown) => Promise<Reply<unknown>>;
};

type Entry = Member & { readonly mailbox: OpenMailbox; readonly arrivals: Arrivals };

/** @param workerUrl the script of a mailbox's writing thread */
export const createMailboxes = (workerUrl: URL, listener: MailboxesListener): Mailboxes => {
  const opened = new Map<string, Entry>();
  /** What was last ordered for an account: opening and closing follow each other in the order they were asked for. */
  const orders = new Map<string, Promise<void>>();
  const reportBug = (where: string, error: unknown): void =>
    listener.bug(where, error instanceof Error ? error.name : 'unknown');
  /** Stays with an account however often its mailbox is opened, for the window knows messages by it. */
  const numbers = new Map<string, number>();
  const all = createAllInboxes(
    () => [...opened.values()],
    (event, payload) => listener.tell(allAccounts, 'mail', event, payload),
    reportBug,
  );
  const nobody = createMailboxHost(undefined, reportBug);

  const inTurn = (account: string, work: () => Promise<void>): Promise<void> => {
    const turn = (orders.get(account) ?? Promise.resolve()).then(work).catch((error) => reportBug('mailboxes', error));
    orders.set(account, turn);
    return turn;
  };

  const hear = (account: string, area: EngineArea, event: string, payload: unknown): void => {
    listener.tell(account, area, event, payload);
    const entry = opened.get(account);
    if (area === 'mail' && entry !== undefined && opened.size > 1) all.heard(entry, event, payload);
  };

  const listenerOf = (account: string, arrivals: Arrivals): MailboxListener => {
    const tell =
      (area: EngineArea, event: string) =>
      (payload: unknown): void =>
        hear(account, area, event, payload);
    const statusChanged = tell('mail', 'statusChanged');
    const folderChanged = tell('mail', 'folderChanged');
    const waitingChanged = tell('mail', 'waitingChanged');
    const outgoingChanged = tell('compose', 'outgoingChanged');
    const draftsChanged = tell('compose', 'draftsChanged');
    const settingChanged = tell('accountSettings', 'changed');
    return {
      status: (status) => {
        statusChanged(status);
        if (status.state === 'refused') listener.refused(account, status.reason);
      },
      progress: tell('mail', 'progressChanged'),
      changed: (folder) => folderChanged({ folder }),
      waiting: (count) => waitingChanged({ count }),
      arrived: arrivals.arrived,
      settled: tell('mail', 'commandSettled'),
      outgoing: (items) => outgoingChanged({ items }),
      drafts: () => draftsChanged({}),
      setting: (name) => settingChanged({ name }),
      bug: listener.bug,
    };
  };

  const end = async (account: string): Promise<void> => {
    const ending = opened.get(account);
    opened.delete(account);
    ending?.arrivals.end();
    await ending?.mailbox.close();
  };

  const begin = (account: string, place: OpenAccount): void => {
    const { imap } = place.access;
    const address = addressOf(place.access);
    // Whose word on who sent a message is believed: the servers of the account itself.
    const authServers = [address.slice(address.lastIndexOf('@') + 1), imap.host];
    const parse = async (key: MessageKey, { source, complete }: BodyFacts) =>
      succeed(await parseMessage(key, source, { authServers, complete }));
    const arrivals = createArrivals(account, () => mailbox.reader(), listener.newMail);
    const mailbox: OpenMailbox = openMailbox(place, workerUrl, parse, listenerOf(account, arrivals));
    const number = numbers.get(account) ?? numbers.size;
    numbers.set(account, number);
    opened.set(account, { account, number, mailbox, arrivals, host: createMailboxHost(mailbox, reportBug) });
  };

  const entryOf = (account: string | undefined): Entry | undefined => {
    if (account !== undefined) return opened.get(account);
    const [only, ...others] = [...opened.values()];
    return others.length === 0 ? only : undefined;
  };
  const hostOf = (account: string | undefined): ContractHost =>
    account === allAccounts ? all.host : (entryOf(account)?.host ?? nobody);

  const close = (account: string): Promise<void> => inTurn(account, () => end(account));

  return {
    open: (account, place) =>
      inTurn(account, async () => {
        await end(account);
        begin(account, place);
      }),
    close,
    closeAll: async () => {
      await Promise.all([...new Set([...orders.keys(), ...opened.keys()])].map(close));
    },
    wake: () => {
      for (const { mailbox } of opened.values()) void mailbox.ask('wake', {});
    },
    question: async (account, question) => {
      const reader = await entryOf(account)?.mailbox.reader();
      if (reader === undefined) return fail({ code: 'mailUnavailable', cause: 'starting' });
      if (!reader.ok) return reader;
      try {
        return await answerQuestion(reader.value, question);
      } catch (error) {
        reportBug('question', error);
        return fail({ code: 'internal' });
      }
    },
    keepPaths: async (account, draft, paths) => {
      const reply = await entryOf(account)?.mailbox.ask('keepPaths', { draft, paths });
      return reply?.ok ? reply.value : undefined;
    },
    answer: (account, channel, input) => hostOf(account).answer(channel, input, undefined, account),
  };
};
