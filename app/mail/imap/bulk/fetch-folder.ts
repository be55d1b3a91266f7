import { headerFields } from '../../mime/header-block.ts';
import type { BulkConnection } from './bulk-connection.ts';
import type { BulkEvent, BulkMailbox, BulkOutcome, BulkRequest, UidRange } from './bulk-event.ts';
import type { Status } from './conversation.ts';
import type { FetchData } from './fetch-response.ts';
import { createFolderNews } from './folder-news.ts';
import { quoteMailbox } from './mailbox-name.ts';
import { isStatus, reasonOf } from './sign-in.ts';
import { clipped, countOf, formatUidSet, parseUidSet, rangesOf, type Window, windowsOf } from './uid-set.ts';
import { createWindowRows, type RowShape, type WindowRows } from './window-rows.ts';

/** Commands on their way at a time: enough that neither side waits for the other, few enough to bound the memory. */
const commandsAhead = 2;
/** Of responses whose batches wait for their end: headers may be long, and texts cut out of them keep them whole. */
const mostBytesAhead = 48 * 1024 * 1024;
/** A folder with more is no folder. */
const mostMessages = 50_000_000;
/** Of one folder's UIDs without ESEARCH. */
const mostListed = 2_000_000;

/**
 * Reads one folder over a connection; every event goes to `emit`, the outcome is returned. After `done`,
 * `folderRefused` and `uidValidityChanged` the connection may be used again.
 */
export const fetchFolder = async <Row>(
  { conversation, offered, hear }: BulkConnection,
  request: BulkRequest,
  shape: RowShape<Row>,
  emit: (event: BulkEvent<Row>) => Promise<void>,
): Promise<BulkOutcome> => {
  const news = createFolderNews();
  const codes = new Map<string, string>();
  let exists = 0;
  let opened = false;
  let withModSeq = false;
  let found: string | undefined;
  let listed: number[] | undefined;
  let ahead: WindowRows<Row>[] = [];
  let bytesAhead = 0;

  const takeStatus = ({ status, code }: Status): void => {
    const [, name = '', value = ''] = /^(\S+)(?: (.*))?$/u.exec(code) ?? [];
    if (status === 'OK') codes.set(name.toUpperCase(), value);
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

  hear({
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
      if (name === 'ESEARCH') found = / ALL (\S+)/iu.exec(rest)?.[1] ?? '';
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

  const enter = async (): Promise<BulkMailbox | BulkOutcome> => {
    withModSeq = request.withModSeq && (offered.has('CONDSTORE') || offered.has('QRESYNC'));
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
      uidValidity,
      uidNext: Number.isSafeInteger(uidNext) ? uidNext : 0,
      exists,
      highestModSeq: withModSeq ? highest : undefined,
    };
  };

  /** Which UIDs there are, so that each command can ask for just so many messages, the newest first. */
  const discover = async (asked: readonly UidRange[]): Promise<readonly UidRange[] | BulkOutcome> => {
    const set = formatUidSet(asked);
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

  const fetchAll = async (asked: readonly UidRange[], there: readonly UidRange[]): Promise<BulkOutcome> => {
    const items = `UID FLAGS INTERNALDATE RFC822.SIZE ${withModSeq ? 'MODSEQ ' : ''}BODYSTRUCTURE`;
    const tail = `(${items} BODY.PEEK[HEADER.FIELDS (${headerFields.join(' ')})])`;
    const { batch = 250, firstBatch = Math.min(50, batch) } = request;
    const windows = windowsOf(asked, there, firstBatch, batch);
    const answers: Promise<Status | BulkOutcome>[] = [];
    const send = (): void => {
      const { value: window, done } = windows.next() as IteratorResult<Window, undefined>;
      if (done === true || window === undefined) return;
      ahead = [...ahead, createWindowRows(window, withModSeq, shape)];
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

  const mailbox = await enter();
  if ('kind' in mailbox) return mailbox;
  if (request.uidValidity !== undefined && request.uidValidity !== mailbox.uidValidity) {
    return { kind: 'uidValidityChanged', uidValidity: mailbox.uidValidity };
  }
  await emit({ kind: 'opened', mailbox });
  const oldest = request.last === undefined ? 1 : Math.max(1, mailbox.uidNext - request.last);
  const asked = clipped(request.ranges, oldest, Number.POSITIVE_INFINITY);
  const there = asked.length === 0 || exists === 0 ? [] : await discover(asked);
  return 'kind' in there ? there : fetchAll(asked, there);
};
