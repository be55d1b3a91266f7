import { expect, it } from 'vitest';
import type { BulkEvent, BulkOutcome } from '../../../../app/mail/imap/bulk/bulk-event.ts';
import { fetchFast } from '../../../../app/mail/sync/fetch-fast.ts';
import type { BulkOrder, BulkPiece } from '../../../../app/mail/sync/ports.ts';
import type { FetchedMessage } from '../../../../app/store/port.ts';

const order: BulkOrder = {
  folder: 'INBOX',
  uidValidity: '7',
  range: { from: 1, to: 100 },
  batch: 50,
  withModSeq: false,
  signal: new AbortController().signal,
};
const message = (uid: number) => ({ uid }) as FetchedMessage;
const batch: BulkEvent = { kind: 'batch', messages: [message(100), message(60)], downTo: 51 };

/** A fast reader that delivers one batch, or nothing, and then ends so; and what the patient way is asked for. */
const world = (events: readonly BulkEvent[]) => {
  const asked: BulkOrder[] = [];
  let tries = 0;
  const fetch = fetchFast(
    async function* fast() {
      tries += 1;
      yield* events;
    },
    async function* patient(wanted) {
      asked.push(wanted);
      yield { kind: 'messages', messages: [message(wanted.range.to)], downTo: wanted.range.from };
    },
  );
  const pieces = async (): Promise<BulkPiece[]> => {
    const all: BulkPiece[] = [];
    for await (const piece of fetch(order)) all.push(piece);
    return all;
  };
  return { asked, pieces, tries: () => tries };
};

it('passes on what the fast reader delivers', async () => {
  const { pieces, asked } = world([batch, { kind: 'done' }]);
  expect(await pieces()).toEqual([{ kind: 'messages', messages: [message(100), message(60)], downTo: 51 }]);
  expect(asked).toEqual([]);
});

it.each<BulkOutcome>([
  { kind: 'notUnderstood', detail: 'x' },
  { kind: 'refused', temporary: true, reason: 'x' },
  { kind: 'refused', temporary: false, reason: 'x' },
])('leaves the rest to the patient way after $kind', async (outcome) => {
  const { pieces, asked, tries } = world([batch, outcome]);
  expect((await pieces()).map((piece) => piece.kind === 'messages' && piece.downTo)).toEqual([51, 1]);
  expect(asked.map(({ range }) => range)).toEqual([{ from: 1, to: 50 }]);
  await pieces();
  expect(tries()).toBe(outcome.kind === 'refused' && !outcome.temporary ? 1 : 2);
});

it('tries the patient way when no second connection comes about, and tells one that broke off', async () => {
  const lost = { kind: 'connectionLost', cause: 'refused' } as const;
  const never = world([lost]);
  expect(await never.pieces()).toHaveLength(1);
  expect(never.asked[0]?.range).toEqual(order.range);
  const broken = world([batch, lost]);
  expect((await broken.pieces()).at(-1)).toEqual({
    kind: 'failed',
    failure: { code: 'mailUnavailable', cause: 'offline' },
  });
  expect(broken.asked).toEqual([]);
});

it('tells a folder that was made anew or is refused', async () => {
  expect(await world([{ kind: 'uidValidityChanged', uidValidity: '8' }]).pieces()).toEqual([
    { kind: 'uidValidityChanged' },
  ]);
  expect(await world([{ kind: 'folderRefused', reason: 'x' }]).pieces()).toMatchObject([{ kind: 'failed' }]);
});

it('opens a folder of which nothing is known, and leaves it to others when it cannot be said what came meanwhile', async () => {
  const mailbox = { uidValidity: '9', uidNext: 101, exists: 2, highestModSeq: undefined };
  const asked: BulkOrder[] = [];
  const fetchAll = async (events: readonly BulkEvent[]): Promise<BulkPiece[]> => {
    const fetch = fetchFast(
      async function* fast() {
        yield* events;
      },
      async function* patient(wanted) {
        asked.push(wanted);
        yield { kind: 'uidValidityChanged' };
      },
    );
    const all: BulkPiece[] = [];
    for await (const piece of fetch({ ...order, uidValidity: undefined })) all.push(piece);
    return all;
  };
  expect(await fetchAll([{ kind: 'opened', mailbox }, batch, { kind: 'done' }])).toEqual([
    { kind: 'opened', state: mailbox },
    { kind: 'messages', messages: [message(100), message(60)], downTo: 51 },
  ]);
  expect(await fetchAll([{ kind: 'opened', mailbox: { ...mailbox, uidNext: 0 } }, batch])).toEqual([
    { kind: 'uidValidityChanged' },
  ]);
  await fetchAll([{ kind: 'opened', mailbox }, batch, { kind: 'notUnderstood', detail: 'x' }]);
  expect(asked).toMatchObject([{ uidValidity: '9', range: { from: 1, to: 50 } }]);
});
