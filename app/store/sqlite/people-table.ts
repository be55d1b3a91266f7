import { foldWords } from '../../domain/fold.ts';
import type { FolderRole } from '../../domain/mail.ts';
import type { KnownPerson } from '../../domain/person.ts';
import type { PackedMessages } from '../packed-messages.ts';
import type { Database } from './database.ts';
import { headPeople } from './message-rows.ts';

export type PeopleTable = {
  /** Counts the people of a message that came into a folder. @param head as it is stored */
  readonly count: (role: FolderRole, head: string, receivedAt: number) => void;
  /** As `count` for a whole batch that came into a folder in which nothing was sent by this account. */
  readonly countWriters: (role: FolderRole, batch: PackedMessages) => void;
  /** Writes what was counted: now and then while much comes in, at once otherwise. @param all even if it was just done */
  readonly keep: (all?: boolean) => void;
  /** People one of whose words begins so, for each word of the text; who is written to often and lately comes first. */
  readonly suggest: (text: string, limit: number, now: number) => KnownPerson[];
  readonly find: (addresses: readonly string[]) => KnownPerson[];
};

const silent = /^(?:no-?reply|do-?not-?reply|mailer-daemon|bounces?|postmaster)\b/i;
const left: ReadonlySet<FolderRole> = new Set(['junk', 'drafts', 'bin']);

type Tally = { shown: string; name: string; sent: number; seen: number; lastSent: number; lastSeen: number };

const wordsOf = (name: string, address: string): string => {
  const words = new Set([...foldWords(name), ...foldWords(address), address.toLowerCase()]);
  return [...words].map((word) => ` ${word}`).join('');
};

type Row = {
  shown: string;
  name: string;
  sent: number;
  seen: number;
  last_sent: number;
  last_seen: number;
};

const toPerson = ({ shown, name, sent, seen, last_sent, last_seen }: Row): KnownPerson => ({
  name,
  address: shown,
  sent,
  seen,
  lastSent: last_sent,
  lastSeen: last_seen,
});

const columns = 'shown, name, sent, seen, last_sent, last_seen';
const month = 30 * 24 * 60 * 60 * 1_000;

/** Somebody written to counts far more than somebody who writes; both fade with the months. */
const rankOf = ({ sent, seen, lastSent, lastSeen }: KnownPerson, now: number): number =>
  (10 * Math.min(sent, 50)) / (1 + Math.max(0, now - lastSent) / month) +
  Math.min(seen, 50) / (1 + Math.max(0, now - lastSeen) / month);

/** Everybody, with the words to find them by: some thousand people take a few megabytes, and are asked with every key. */
type Everybody = {
  readonly version: unknown;
  readonly readAt: number;
  readonly people: readonly (KnownPerson & { readonly words: string })[];
};

/** As long as this what was read before is used although something has changed, in milliseconds. */
const fresh = 5_000;

/** Shortest time between two writings while messages come in, in milliseconds: most people come in again and again. */
const breath = 250;

export const createPeopleTable = (db: Database): PeopleTable => {
  const counted = new Map<string, Tally>();
  let keptAt = 0;
  let everybody: Everybody | undefined;

  const read = (): Everybody['people'] => {
    const readAt = performance.now();
    if (everybody !== undefined && readAt - everybody.readAt < fresh) return everybody.people;
    // Changes when another connection has written.
    const version: unknown = db.prepare('PRAGMA data_version', { pluck: true }).get([]);
    if (everybody !== undefined && everybody.version === version) {
      everybody = { ...everybody, readAt };
      return everybody.people;
    }
    const people = db
      .prepare(`SELECT ${columns}, words FROM person`)
      .all<Row & { words: string }>([])
      .map((row) => ({ ...toPerson(row), words: row.words }));
    everybody = { version, readAt, people };
    return people;
  };

  const tally = (isSent: boolean, name: string, address: string, at: number, times = 1): void => {
    if (address.length > 320 || !/^[^\s@]+@[^\s@]+$/.test(address) || (!isSent && silent.test(address))) return;
    const key = address.toLowerCase();
    const known = counted.get(key) ?? { shown: address, name: '', sent: 0, seen: 0, lastSent: 0, lastSeen: 0 };
    counted.set(key, known);
    if (name !== '' && at >= Math.max(known.lastSent, known.lastSeen)) known.name = name;
    if (isSent) {
      known.sent += 1;
      known.lastSent = Math.max(known.lastSent, at);
    } else {
      known.seen += times;
      known.lastSeen = Math.max(known.lastSeen, at);
    }
  };

  const write = (): void => {
    const put = db.prepare(
      `INSERT INTO person (address, shown, name, words, sent, seen, last_sent, last_seen)
       VALUES (:address, :shown, :name, :words, :sent, :seen, :lastSent, :lastSeen)
       ON CONFLICT (address) DO UPDATE SET
         sent = sent + excluded.sent,
         seen = seen + excluded.seen,
         last_sent = max(last_sent, excluded.last_sent),
         last_seen = max(last_seen, excluded.last_seen),
         name = iif(excluded.name = '', name, excluded.name),
         words = iif(excluded.name = '', words, excluded.words)`,
    );
    for (const [address, person] of counted) put.run({ address, ...person, words: wordsOf(person.name, address) });
    counted.clear();
    everybody = undefined;
  };

  return {
    count: (role, head, receivedAt) => {
      if (left.has(role)) return;
      const [from, recipients] = headPeople(head);
      if (role === 'sent') for (const { name, address } of recipients) tally(true, name, address, receivedAt);
      else for (const { name, address } of from) tally(false, name, address, receivedAt);
    },
    countWriters: (role, { writers, writerNames, writerCounts, writerTimes }) => {
      if (left.has(role)) return;
      for (const [index, address] of writers.entries()) {
        tally(false, writerNames[index] ?? '', address, writerTimes[index] ?? 0, writerCounts[index]);
      }
    },
    keep: (all = false) => {
      const now = performance.now();
      if (counted.size === 0 || (!all && now - keptAt < breath)) return;
      keptAt = now;
      write();
    },
    suggest: (text, limit, now) => {
      const typed = text.trim().toLowerCase();
      const words = (typed.includes('@') ? [typed] : foldWords(typed)).map((word) => ` ${word}`);
      const best: { readonly person: Everybody['people'][number]; readonly rank: number }[] = [];
      for (const person of read()) {
        const fits = words.length === 0 ? person.sent > 0 : words.every((word) => person.words.includes(word));
        if (!fits) continue;
        const rank = rankOf(person, now);
        if (best.length === limit && rank <= (best.at(-1)?.rank ?? 0)) continue;
        const at = best.findIndex((other) => other.rank < rank);
        best.splice(at === -1 ? best.length : at, 0, { person, rank });
        if (best.length > limit) best.pop();
      }
      return best.map(({ person: { words: _words, ...known } }) => known);
    },
    find: (addresses) =>
      db
        .prepare(`SELECT ${columns} FROM person WHERE address IN (SELECT value FROM json_each(?))`)
        .all<Row>([JSON.stringify(addresses.map((address) => address.toLowerCase()))])
        .map(toPerson),
  };
};
