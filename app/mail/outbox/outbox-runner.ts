import type { OutboxState } from '../../store/sqlite/outbox-table.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import type { SendOutcome } from '../smtp/send-message.ts';
import type { OutboxParts } from './outbox.ts';
import { type Entry, entryOf, type OutboxFacts } from './outbox-item.ts';
import { fileSentCopy, isFiled } from './sent-copy.ts';

const minute = 60_000;
/** Pauses between tries (RFC 5321 section 4.5.4.1 asks for half an hour between servers; a person waits here). */
const pauses: readonly number[] = [1, 2, 5, 10, 15, 30, 60].map((minutes) => minutes * minute);
/** A server that never takes the message is given up, so that the writer gets to know (RFC 5321: four to five days). */
const longestTrying = 4 * 24 * 60 * minute;
/** A server that files sent mail by itself is given so long before a copy is appended after all. */
const filingPatience = 10 * minute;
const copyPause = 30_000;
/** Sent messages that stay in the list. */
const keptSent = 50;

type RunnerParts = OutboxParts & { readonly told: () => void };

/** Sends what is due, one message after the other, and files the copies. */
export const createOutboxRunner = (parts: RunnerParts) => {
  const { table, clock, drafts, told } = parts;
  let closed = false;
  let paused = false;
  let sending: string | undefined;
  let callOff: () => void = () => undefined;
  /** Copies and unknown messages that were looked after since somebody said that there is a connection. */
  const lookedAfter = new Map<string, number>();

  const entries = (): Entry[] => table.all().flatMap((row) => entryOf(row) ?? []);
  const put = (entry: Entry, state: OutboxState, facts: OutboxFacts): void =>
    table.put(entry.id, state, entry.sendAt, JSON.stringify(facts));

  const dueAt = ({ sendAt, facts }: Entry): number => Math.max(sendAt, facts.nextTryAt);

  const settleSent = (entry: Entry, facts: OutboxFacts, outcome: Extract<SendOutcome, { kind: 'sent' }>): void => {
    const { failure: _failure, ...rest } = facts;
    const waiting = outcome.refused.filter(({ temporary }) => temporary).map(({ address }) => address);
    const inTime = clock.now() - (facts.firstTriedAt ?? clock.now()) < longestTrying;
    const left = inTime ? waiting : [];
    const next: OutboxFacts = {
      ...rest,
      left,
      // Who is tried again is not refused yet.
      refused: [...facts.refused, ...outcome.refused.filter(({ address }) => !left.includes(address))],
      sentAt: facts.sentAt ?? clock.now(),
      copy: facts.copy === 'none' ? 'wanted' : facts.copy,
      nextTryAt: left.length === 0 ? 0 : clock.now() + (pauses[facts.attempts - 1] ?? 60 * minute),
      ...(outcome.serverMessageId === undefined ? {} : { serverMessageId: outcome.serverMessageId }),
    };
    table.transaction(() => {
      put(entry, left.length === 0 ? 'sent' : 'queued', next);
      if (left.length === 0 && next.copy === 'done') table.dropParts(entry.id);
      if (entry.draft !== undefined) drafts.sent(entry.draft);
    });
    if (facts.about !== undefined && facts.sentAt === undefined) parts.events.sentAbout?.(facts.about);
  };

  const settle = (entry: Entry, facts: OutboxFacts, outcome: SendOutcome): void => {
    switch (outcome.kind) {
      case 'sent':
        settleSent(entry, facts, outcome);
        break;
      case 'refused': {
        const { code, reason, recipients } = outcome;
        const failure = { cause: 'server' as const, code, reason };
        put(entry, 'failed', { ...facts, failure, refused: [...facts.refused, ...recipients] });
        break;
      }
      case 'unknown':
        put(entry, 'unknown', { ...facts, failure: { cause: 'network', code: 0, reason: outcome.reason } });
        break;
      case 'authRefused': {
        paused = true;
        const failure = { cause: 'server' as const, code: 535, reason: outcome.reason };
        put(entry, 'queued', { ...facts, attempts: facts.attempts - 1, failure });
        parts.events.authRefused(outcome.reason);
        break;
      }
      case 'temporary': {
        const { cause, code, reason } = outcome;
        const isOver = clock.now() - (facts.firstTriedAt ?? clock.now()) >= longestTrying;
        const nextTryAt = clock.now() + (pauses[facts.attempts - 1] ?? 60 * minute);
        put(entry, isOver ? 'failed' : 'queued', { ...facts, nextTryAt, failure: { cause, code, reason } });
      }
    }
  };

  const sendOne = async (entry: Entry): Promise<void> => {
    sending = entry.id;
    const facts = {
      ...entry.facts,
      attempts: entry.facts.attempts + 1,
      firstTriedAt: entry.facts.firstTriedAt ?? clock.now(),
    };
    // From here on a crash leaves it `unknown`: it is never sent again by itself.
    table.putDurably(entry.id, 'sending', entry.sendAt, JSON.stringify(facts));
    told();
    const { from, left: to, size } = facts;
    const outcome = await parts
      .send({ from, to, size }, () => table.parts(entry.id))
      .finally(() => {
        sending = undefined;
      });
    settle(entry, facts, outcome);
    told();
  };

  const messageIdsOf = ({ messageId, facts }: Entry): string[] =>
    facts.serverMessageId === undefined ? [messageId] : [messageId, facts.serverMessageId];

  const fileCopy = async (entry: Entry): Promise<void> => {
    const { facts } = entry;
    const sentAt = facts.sentAt ?? clock.now();
    const source = (): Uint8Array => Buffer.concat([Buffer.from(facts.bcc, 'latin1'), ...table.parts(entry.id)]);
    const patient = clock.now() - sentAt < filingPatience;
    const filed = await parts.act((server) =>
      fileSentCopy(server, parts.store, { messageIds: messageIdsOf(entry), source, sentAt }, parts.filedBy(), patient),
    );
    const row = table.get(entry.id);
    const now = row && entryOf(row);
    if (now === undefined || !filed.ok || filed.value.kind === 'later') return;
    const outcome = filed.value;
    put(now, now.state, {
      ...now.facts,
      copy: outcome.kind,
      ...(outcome.kind === 'failed' ? { copyFailure: outcome.reason } : {}),
    });
    if (outcome.kind === 'done' && now.state === 'sent') table.dropParts(entry.id);
    told();
  };

  /** A server that files by itself tells whether a message got through. */
  const resolveUnknown = async (entry: Entry): Promise<void> => {
    const filed = await parts.act((server) => isFiled(server, parts.store, messageIdsOf(entry)));
    if (!filed.ok || !filed.value || table.get(entry.id)?.state !== 'unknown') return;
    const { failure: _failure, ...facts } = entry.facts;
    table.transaction(() => {
      put(entry, 'sent', { ...facts, left: [], sentAt: facts.sentAt ?? clock.now(), copy: 'done' });
      table.dropParts(entry.id);
      if (entry.draft !== undefined) drafts.sent(entry.draft);
    });
    told();
  };

  const next = (): (() => Promise<void>) | undefined => {
    const all = entries();
    const due = paused ? undefined : all.find((entry) => entry.state === 'queued' && dueAt(entry) <= clock.now());
    if (due !== undefined) return () => sendOne(due);
    const rested = ({ id }: Entry) => clock.now() - (lookedAfter.get(id) ?? Number.NEGATIVE_INFINITY) >= copyPause;
    const after = all.find(
      (entry) =>
        (entry.facts.copy === 'wanted' || (entry.state === 'unknown' && !lookedAfter.has(entry.id))) && rested(entry),
    );
    if (after === undefined) return undefined;
    return () => {
      lookedAfter.set(after.id, clock.now());
      return after.facts.copy === 'wanted' ? fileCopy(after) : resolveUnknown(after);
    };
  };

  const forgetOldest = (): void => {
    const over = entries().filter(({ state, facts }) => state === 'sent' && facts.copy === 'done');
    for (const { id } of over.slice(0, Math.max(0, over.length - keptSent))) table.transaction(() => table.remove(id));
  };

  const waitForNext = (): void => {
    const all = entries();
    const times = [
      ...all.filter(({ state }) => state === 'queued' && !paused).map(dueAt),
      ...all.filter(({ facts }) => facts.copy === 'wanted').map(() => clock.now() + copyPause),
    ];
    callOff();
    if (times.length === 0) return;
    // A timer cannot be set for more than 24 days.
    callOff = clock.after(Math.min(Math.max(50, Math.min(...times) - clock.now()), 12 * 60 * minute), wake);
  };

  const loop = async (): Promise<void> => {
    for (let work = next(); work !== undefined && !closed; work = next()) await work();
    forgetOldest();
    if (!closed) waitForNext();
  };

  const turns = oneAtATime(loop);
  const wake = turns.run;

  return {
    wake,
    isSending: (id: string): boolean => sending === id,
    /** What failed for want of a network is tried at once. */
    networkBack: (): void => {
      lookedAfter.clear();
      for (const entry of entries()) {
        if (entry.state === 'queued' && entry.facts.failure?.cause === 'network' && entry.facts.nextTryAt > 0) {
          put(entry, 'queued', { ...entry.facts, nextTryAt: 0 });
        }
      }
    },
    resume: (): void => {
      paused = false;
      wake();
    },
    settled: turns.settled,
    close: async (): Promise<void> => {
      closed = true;
      callOff();
      await turns.end();
    },
  };
};
