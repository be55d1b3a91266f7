import type { FetchMessageObject, FlagsEvent, ImapFlow, MailboxObject, MailboxOpenOptions } from 'imapflow';
import type { FetchedMessage, FlagChange } from '../../store/port.ts';
import { assemble, planParts } from '../mime/reduced-source.ts';
import type { Extension, ServerState } from '../sync/planner.ts';
import type { MessageSource, SelectedFolder, SelectOptions } from '../sync/ports.ts';
import { rangesOf, sequenceSet, type UidRange } from '../sync/uid-ranges.ts';
import { fetchedMessageOf, fetchedMessageQuery, keptFlags, sectionBytes } from './fetched-message.ts';

/** Longest sequence set put into one command, in ranges: servers bound the length of a line. */
const rangesInCommand = 500;

export const extensionOf = (client: ImapFlow, mailbox: MailboxObject): Extension => {
  if (mailbox.noModseq === true || mailbox.highestModseq === undefined) return 'none';
  if (client.enabled.has('QRESYNC')) return 'qresync';
  return client.enabled.has('CONDSTORE') ? 'condstore' : 'none';
};

const stateOf = async (client: ImapFlow, mailbox: MailboxObject, extension: Extension): Promise<ServerState> => {
  const { exists } = mailbox;
  let { uidNext } = mailbox;
  if (!uidNext) {
    // Old servers leave UIDNEXT out of SELECT.
    const last = exists === 0 ? false : await client.fetchOne('*', { uid: true });
    uidNext = last ? last.uid + 1 : 1;
  }
  // Some tell a mod-seq to everybody; without the extension nothing can be asked by it.
  const highestModSeq = extension === 'none' ? undefined : mailbox.highestModseq?.toString();
  return { uidValidity: String(mailbox.uidValidity), uidNext, highestModSeq, exists };
};

const cut = (ranges: readonly UidRange[]): UidRange[][] => {
  const commands: UidRange[][] = [];
  for (let start = 0; start < ranges.length; start += rangesInCommand) {
    commands.push(ranges.slice(start, start + rangesInCommand));
  }
  return commands;
};

const uidsOfSet = (set: string): number[] =>
  set.split(',').flatMap((entry) => {
    const [one, other] = entry.split(':').map(Number);
    if (one === undefined || !Number.isSafeInteger(one) || one <= 0) return [];
    if (other === undefined) return [one];
    if (!Number.isSafeInteger(other) || other <= 0 || Math.abs(other - one) > 0x1000000) return [];
    const from = Math.min(one, other);
    return Array.from({ length: Math.abs(other - one) + 1 }, (_, index) => from + index);
  });

const flagChangeOf = ({ uid, flags, modseq }: Pick<FlagsEvent, 'uid' | 'flags' | 'modseq'>): FlagChange[] =>
  uid === undefined ? [] : [{ uid, flags: keptFlags(flags), modSeq: modseq?.toString() }];

type Open = {
  readonly mailbox: MailboxObject;
  readonly changes: SelectedFolder['changes'];
  /** It was still selected. */
  readonly kept: boolean;
};

/** Selects a folder; with `since`, and where the connection has QRESYNC, hears what changed from SELECT itself. */
const open = async (client: ImapFlow, path: string, { since, keep }: SelectOptions): Promise<Open> => {
  const { mailbox: current } = client;
  if (keep === true && current !== false && current.path === path) {
    return { mailbox: current, changes: undefined, kept: true };
  }
  const flags: FlagChange[] = [];
  const vanished: number[] = [];
  const heardFlags = (event: FlagsEvent) => event.path === path && flags.push(...flagChangeOf(event));
  const heardExpunge = (event: { path: string; uid?: number | undefined }) =>
    event.path === path && event.uid !== undefined && vanished.push(event.uid);
  client.on('flags', heardFlags);
  client.on('expunge', heardExpunge);
  try {
    const options: MailboxOpenOptions & { readonly uidValidity?: string; readonly changedSince?: bigint } = {
      // Read-only, so that looking takes \Recent from no other program.
      readOnly: true,
      ...(since === undefined ? {} : { uidValidity: since.uidValidity, changedSince: BigInt(since.highestModSeq) }),
    };
    const mailbox: MailboxObject & { readonly qresync?: boolean } = await client.mailboxOpen(path, options);
    return { mailbox, changes: mailbox.qresync === true ? { flags, vanished } : undefined, kept: false };
  } finally {
    client.off('flags', heardFlags);
    client.off('expunge', heardExpunge);
  }
};

const rowsOf = (messages: readonly FetchMessageObject[], extension: Extension): FetchedMessage[] =>
  messages.flatMap((message) => fetchedMessageOf(message, extension !== 'none') ?? []);

/**
 * What is asked of the folder that a connection has selected, whether it was just opened or is listened to.
 * @param untold something was told among the answers that was not asked for, and nobody else hears of it
 */
export const questionsTo = (
  client: ImapFlow,
  extension: Extension,
  untold: () => void = () => undefined,
): Pick<SelectedFolder, 'flags' | 'messages'> => {
  const uid = { uid: true };
  return {
    flags: async ({ from, to }, since) => {
      const told = await client.fetchAll(
        `${from}:${to}`,
        { uid: true, flags: true },
        since === undefined ? uid : { ...uid, changedSince: BigInt(since) },
      );
      return told.flatMap((message) =>
        flagChangeOf({ uid: message.uid, flags: message.flags ?? new Set(), modseq: message.modseq }),
      );
    },
    messages: async (ranges) => {
      const messages: FetchMessageObject[] = [];
      for (const part of cut(ranges)) {
        messages.push(...(await client.fetchAll(sequenceSet(part), fetchedMessageQuery, uid)));
      }
      if (messages.some((message) => !ranges.some(({ from, to }) => message.uid >= from && message.uid <= to)))
        untold();
      return rowsOf(messages, extension);
    },
  };
};

const sourcesOf = async (client: ImapFlow, uids: readonly number[], maximumBytes: number): Promise<MessageSource[]> => {
  const set = sequenceSet(rangesOf(uids));
  const query = { uid: true, size: true, source: { maxLength: maximumBytes } };
  const told = await client.fetchAll(set, query, { uid: true });
  return told.flatMap(({ uid, size = 0, source: section }) => {
    const source = sectionBytes(section);
    return source === undefined
      ? []
      : [{ uid, source, complete: size <= maximumBytes || source.length < maximumBytes }];
  });
};

/** Selects a folder over the library and offers what synchronising needs of it. Throws what the server refuses. */
export const selectFolder = async (client: ImapFlow, path: string, options: SelectOptions): Promise<SelectedFolder> => {
  const { mailbox, changes, kept } = await open(client, path, options);
  const extension = extensionOf(client, mailbox);
  const state = await stateOf(client, mailbox, extension);
  const uid = { uid: true };
  return {
    state,
    extension,
    changes,
    ...questionsTo(client, extension),
    uids: async ({ from, to }) => {
      if (from > to) return [];
      const found = await client.search({ uid: `${from}:${to}` }, { uid: true, returnOptions: ['ALL'] });
      if (found === false || found === undefined) throw Object.assign(new Error('SEARCH'), { responseStatus: 'NO' });
      const uids = Array.isArray(found) ? found : uidsOfSet(found.all ?? '');
      return [...new Set(uids)].filter((each) => each >= from && each <= to).sort((one, other) => one - other);
    },
    newest: async (count) => {
      if (state.exists === 0) return [];
      const from = Math.max(1, state.exists - count + 1);
      return rowsOf(await client.fetchAll(`${from}:*`, fetchedMessageQuery), extension);
    },
    sources: async (uids, maximumBytes) => {
      const told = await sourcesOf(client, uids, maximumBytes);
      const missing = kept ? uids.filter((each) => !told.some((message) => message.uid === each)) : [];
      if (missing.length === 0) return told;
      // What came after the folder was selected is seen only once the server has told of it.
      await client.noop();
      return [...told, ...(await sourcesOf(client, missing, maximumBytes))];
    },
    withoutAttachments: async (one) => {
      const told = await client.fetchOne(String(one), { uid: true, bodyStructure: true, headers: true }, uid);
      const header = told ? sectionBytes(told.headers) : undefined;
      if (!told || told.bodyStructure === undefined || header === undefined) return undefined;
      const { sections, leftOut } = planParts(told.bodyStructure);
      const wanted = sections.map(({ section, length }) => ({ key: section, start: 0, maxLength: length }));
      const parts = wanted.length === 0 ? undefined : await client.fetchOne(String(one), { bodyParts: wanted }, uid);
      if (leftOut === 0 || parts === false) return undefined;
      const texts = [...(parts?.bodyParts ?? [])].flatMap(([section, told]) => {
        const text = sectionBytes(told);
        return text === undefined ? [] : ([[section, text]] as const);
      });
      const source = assemble(told.bodyStructure, header, new Map(texts));
      return { uid: one, source, complete: false };
    },
  };
};
