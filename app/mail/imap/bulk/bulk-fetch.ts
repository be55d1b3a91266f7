import type { Trust } from '../../../api/certificate-trust.ts';
import type { MailAccess } from '../../../domain/mail-access.ts';
import { headerFields } from '../../mime/header-block.ts';
import type { BulkEvent, BulkMailbox, BulkOutcome, BulkRequest, UidRange } from './bulk-event.ts';
import { type Conversation, createConversation, type Status } from './conversation.ts';
import { isWorthCompressing } from './deflated.ts';
import { createEventQueue } from './event-queue.ts';
import type { FetchData } from './fetch-response.ts';
import { createFolderNews } from './folder-news.ts';
import { quoteMailbox } from './mailbox-name.ts';
import { openSecureSocket } from './secure-socket.ts';
import { isStatus, reasonOf, signIn } from './sign-in.ts';
import { countOf, formatUidSet, parseUidSet, rangesOf, type Window, windowsOf } from './uid-set.ts';
import { createWindowRows, type WindowRows } from './window-rows.ts';

/** Milliseconds: to be connected and secure; without an answer to what was asked. */
export type BulkTimeouts = { readonly connect: number; readonly progress: number };

const usualTimeouts: BulkTimeouts = { connect: 10_000, progress: 90_000 };

/** Commands on their way at a time: enough that neither side waits for the other, few enough to bound the memory. */
const commandsAhead = 3;
const batchesAhead = 2;
/** Of responses whose batches wait for their end: headers may be long, and texts cut out of them keep them whole. */
const mostBytesAhead = 48 * 1024 * 1024;
/** A folder with more is no folder. */
const mostMessages = 50_000_000;
/** Of one folder's UIDs without ESEARCH. */
const mostListed = 2_000_000;

const capabilitiesIn = (text: string): ReadonlySet<string> => new Set(text.trim().toUpperCase().split(/\s+/u));

type Opened = { readonly mailbox: BulkMailbox; readonly offered: ReadonlySet<string>; readonly withModSeq: boolean };

/** Runs one folder's fetch; every event goes to `emit`, the outcome is returned. */
const run = async (
  conversationOf: (hearer: Parameters<typeof createConversation>[1]) => Conversation,
  access: MailAccess,
  request: BulkRequest,
  compress: boolean,
  emit: (event: BulkEvent) => Promise<void>,
): Promise<BulkOutcome> => {
  const news = createFolderNews();
  const codes = new Map<string, string>();
  let capabilities: string | undefined;
  let exists = 0;
  let opened = false;
  let withModSeq = false;
  let found: string | undefined;
  let listed: number[] | undefined;
  let ahead: WindowRows[] = [];
  let bytesAhead = 0;

  const takeStatus = ({ status, code }: Status): void => {
    const [, name = '', value = ''] = /^(\S+)(?: (.*))?$/u.exec(code) ?? [];
    if (name.toUpperCase() === 'CAPABILITY') capabilities = value;
    else if (status === 'OK') codes.set(name.toUpperCase(), value);
  };

  const fetched = (data: FetchData, length: number): boolean => {
    const { uid, headers, flags, modSeq } = data;
    if (uid === undefined) {
      if (headers !== undefined) return false;
      news.unnamed();
      return true;
    }
    const window = ahead.find(({ holds }) => holds(uid));
    if (headers !== undefined) {
      conversation.progressed();
      bytesAhead += length;
      return bytesAhead <= mostBytesAhead && window?.put(uid, data, length) === true;
    }
    if (listed !== undefined && flags === undefined) {
      conversation.progressed();
      return listed.push(uid) <= mostListed;
    }
    if (flags === undefined) return true;
    return window?.changeFlags(uid, flags, modSeq) === true || news.flags({ uid, flags, modSeq });
  };

  const conversation = conversationOf({
    fetched,
    expunged: () => {
      exists = Math.max(0, exists - 1);
      news.expunged();
    },
    exists: (count) => {
      exists = count;
      news.exists(count, opened);
      return count <= mostMessages;
    },
    status: takeStatus,
    said: (name, rest) => {
      if (name === 'CAPABILITY') capabilities = rest;
      else if (name === 'ESEARCH') found = / ALL (\S+)/iu.exec(rest)?.[1] ?? '';
      else if (name === 'SEARCH') found = rest.trim().replaceAll(' ', ',');
      else if (name === 'VANISHED') {
        const ranges = parseUidSet(rest);
        return ranges !== undefined && news.vanished(ranges);
      }
      return true;
    },
  });

  const ask = async (command: string): Promise<Status | BulkOutcome> => {
    const answer = await conversation.command(command);
    if (isStatus(answer)) takeStatus(answer);
    return answer;
  };

  const offeredNow = async (): Promise<ReadonlySet<string> | BulkOutcome> => {
    if (capabilities === undefined) {
      const answer = await ask('CAPABILITY');
      if (!isStatus(answer)) return answer;
    }
    return capabilitiesIn(capabilities ?? '');
  };

  const enter = async (): Promise<Opened | BulkOutcome> => {
    // After STARTTLS there is no second greeting, and what the first one told was not under TLS.
    if (access.imap.security === 'tls') {
      const greeting = await conversation.greeting();
      if (!isStatus(greeting)) return greeting;
      if (greeting.status === 'BYE') return { kind: 'connectionLost', cause: 'interrupted' };
      if (greeting.status !== 'OK') return { kind: 'notUnderstood', detail: 'greeting' };
      takeStatus(greeting);
    }
    const before = await offeredNow();
    if ('kind' in before) return before;
    capabilities = undefined;
    const signedIn = await signIn(conversation, access, before);
    if (!signedIn.ok) return signedIn.outcome;
    takeStatus(signedIn.status);
    const offered = await offeredNow();
    if ('kind' in offered) return offered;
    if (compress && offered.has('COMPRESS=DEFLATE')) {
      const answer = await ask('COMPRESS DEFLATE');
      if (!isStatus(answer)) return answer;
      if (answer.status === 'OK') conversation.compress();
    }
    withModSeq = request.withModSeq && (offered.has('CONDSTORE') || offered.has('QRESYNC'));
    // With QRESYNC expunges are told by UID; by sequence number they only say that something is gone.
    if (offered.has('QRESYNC') && offered.has('ENABLE')) await ask('ENABLE QRESYNC');
    codes.clear();
    const answer = await ask(`EXAMINE ${quoteMailbox(request.folder)}${withModSeq ? ' (CONDSTORE)' : ''}`);
    if (!isStatus(answer)) return answer;
    if (answer.status === 'NO') return { kind: 'folderRefused', reason: reasonOf(answer) };
    const uidValidity = codes.get('UIDVALIDITY') ?? '';
    if (answer.status !== 'OK' || !/^\d{1,10}$/u.test(uidValidity)) return { kind: 'notUnderstood', detail: 'examine' };
    const highest = codes.get('HIGHESTMODSEQ') ?? '';
    withModSeq &&= /^\d{1,19}$/u.test(highest);
    opened = true;
    const uidNext = Number(codes.get('UIDNEXT') ?? 0);
    return {
      offered,
      withModSeq,
      mailbox: {
        uidValidity,
        uidNext: Number.isSafeInteger(uidNext) ? uidNext : 0,
        exists,
        highestModSeq: withModSeq ? highest : undefined,
      },
    };
  };

  /** Which UIDs there are, so that each command can ask for just so many messages, the newest first. */
  const discover = async (offered: ReadonlySet<string>): Promise<readonly UidRange[] | BulkOutcome> => {
    const set = formatUidSet(request.ranges);
    let answer: Status | BulkOutcome;
    let ranges: readonly UidRange[] | undefined;
    if (offered.has('ESEARCH')) {
      answer = await ask(`UID SEARCH RETURN (ALL) UID ${set}`);
      ranges = found === '' ? [] : parseUidSet(found ?? '-');
    } else {
      listed = [];
      answer = await ask(`UID FETCH ${set} (UID)`);
      ranges = rangesOf(listed);
      listed = undefined;
    }
    if (!isStatus(answer)) return answer;
    if (answer.status !== 'OK' || ranges === undefined || countOf(ranges) > exists) {
      return { kind: 'notUnderstood', detail: 'search' };
    }
    return ranges;
  };

  const fetchAll = async (there: readonly UidRange[]): Promise<BulkOutcome> => {
    const items = `UID FLAGS INTERNALDATE RFC822.SIZE ${withModSeq ? 'MODSEQ ' : ''}BODYSTRUCTURE`;
    const tail = `(${items} BODY.PEEK[HEADER.FIELDS (${headerFields.join(' ')})])`;
    const { batch = 250, firstBatch = Math.min(50, batch) } = request;
    const windows = windowsOf(request.ranges, there, firstBatch, batch);
    const answers: Promise<Status | BulkOutcome>[] = [];
    const send = (): void => {
      const { value: window, done } = windows.next() as IteratorResult<Window, undefined>;
      if (done === true || window === undefined) return;
      ahead = [...ahead, createWindowRows(window, withModSeq)];
      answers.push(conversation.command(`UID FETCH ${formatUidSet(window.ranges)} ${tail}`));
    };
    while (answers.length < commandsAhead && ahead.length === answers.length) {
      const before = answers.length;
      send();
      if (answers.length === before) break;
    }
    for (let current = ahead[0]; current !== undefined; current = ahead[0]) {
      const answer = (await answers.shift()) as Status | BulkOutcome;
      if (!isStatus(answer)) return answer;
      const expunged = /^EXPUNGEISSUED\b/iu.test(answer.code);
      if (answer.status !== 'OK' && !expunged) return { kind: 'notUnderstood', detail: 'fetchRefused' };
      if (current.count() < current.window.expected && !expunged && !news.someGone()) {
        return { kind: 'notUnderstood', detail: 'missingMessages' };
      }
      ahead = ahead.slice(1);
      bytesAhead -= current.bytes();
      send();
      const changes = news.take();
      if (changes !== undefined) await emit(changes);
      await emit({ kind: 'batch', messages: current.rows(news.isGone), downTo: current.window.low });
    }
    const changes = news.take();
    if (changes !== undefined) await emit(changes);
    return { kind: 'done' };
  };

  const entered = await enter();
  if ('kind' in entered) return entered;
  const { mailbox } = entered;
  if (request.uidValidity !== undefined && request.uidValidity !== mailbox.uidValidity) {
    conversation.leave();
    return { kind: 'uidValidityChanged', uidValidity: mailbox.uidValidity };
  }
  await emit({ kind: 'opened', mailbox });
  const there = request.ranges.length === 0 || exists === 0 ? [] : await discover(entered.offered);
  if ('kind' in there) return there;
  const outcome = await fetchAll(there);
  if (outcome.kind === 'done') conversation.leave();
  return outcome;
};

/**
 * Fetches all that list, threads and header search need of many messages, over a connection of its own, newest first.
 * The folder is opened read-only. Never throws for what a server does: the last event is the outcome. Breaking off the
 * iteration closes the connection.
 */
export async function* bulkFetch(
  access: MailAccess,
  trust: Trust,
  request: BulkRequest,
  timeouts: BulkTimeouts = usualTimeouts,
): AsyncGenerator<BulkEvent, void, undefined> {
  const stop = new AbortController();
  const signal = request.signal === undefined ? stop.signal : AbortSignal.any([request.signal, stop.signal]);
  if (signal.aborted) {
    yield { kind: 'aborted' };
    return;
  }
  const socket = await openSecureSocket(access.imap, trust, timeouts.connect, signal);
  if (!socket.ok) {
    yield socket.error;
    return;
  }
  const queue = createEventQueue<BulkEvent>(batchesAhead);
  let conversation: Conversation | undefined;
  const abort = () => conversation?.end({ kind: 'aborted' });
  signal.addEventListener('abort', abort);
  void run(
    (hearer) => {
      conversation = createConversation(socket.value, hearer, timeouts.progress);
      if (signal.aborted) abort();
      return conversation;
    },
    access,
    request,
    request.compress ?? isWorthCompressing(socket.value),
    (event) => {
      queue.push(event);
      return queue.room();
    },
  )
    .catch((): BulkOutcome => ({ kind: 'notUnderstood', detail: 'fault' }))
    .then((outcome) => {
      conversation?.end(outcome);
      queue.push(outcome);
    });
  try {
    for (;;) {
      const event = await queue.next();
      yield event;
      if (event.kind !== 'opened' && event.kind !== 'batch' && event.kind !== 'changes') return;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    queue.close();
    conversation?.end({ kind: 'aborted' });
  }
}
