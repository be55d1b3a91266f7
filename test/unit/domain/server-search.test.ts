import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseSearch } from '../../../app/domain/search-parser.ts';
import type { SearchQuery } from '../../../app/domain/search-query.ts';
import { type ServerCriteria, toServerSearch } from '../../../app/domain/server-search.ts';
import { clock, now, searchTrees } from './search-arbitraries.ts';

const ask = (typed: string, isFolder?: (name: string) => boolean) =>
  toServerSearch(parseSearch(typed, clock).query, now, isFolder);

it.each<[string, ServerCriteria]>([
  ['invoice', { text: 'invoice' }],
  ['from:ann subject:"late invoice" is:unread ', { from: 'ann', subject: 'late invoice', seen: false }],
  ['a b ', { not: { or: [{ not: { text: 'a' } }, { not: { text: 'b' } }] } }],
  ['a OR b ', { or: [{ text: 'a' }, { text: 'b' }] }],
  ['-a ', { not: { text: 'a' } }],
  ['-is:unread', { seen: true }],
  ['-(is:unread OR is:flagged)', { seen: true, flagged: false }],
  ['to:ann ', { or: [{ to: 'ann' }, { cc: 'ann' }] }],
  ['larger:5', { larger: 5 }],
  ['-larger:5', { smaller: 6 }],
  ['-before:2026-11-01', { since: new Date(Date.parse('2026-10-31T00:00:00+01:00')) }],
  ['', { all: true }],
])('asks for %s', (typed, criteria) => {
  expect(ask(typed)).toEqual({ criteria, unjudged: [] });
});

it('names what a server cannot judge and asks for the rest', () => {
  expect(ask('has:attachment plan ')).toEqual({ criteria: { text: 'plan' }, unjudged: [{ kind: 'hasAttachment' }] });
  expect(ask('has:attachment OR plan ')).toEqual({ criteria: { all: true }, unjudged: [{ kind: 'hasAttachment' }] });
  expect(ask('-has:attachment')?.unjudged).toEqual([{ kind: 'not', of: { kind: 'hasAttachment' } }]);
});

it('asks a folder only what may be in it', () => {
  const isInbox = (name: string) => name.toLowerCase() === 'inbox';
  expect(ask('in:sent plan ', isInbox)).toBeUndefined();
  expect(ask('in:inbox plan ', isInbox)?.criteria).toEqual({ text: 'plan' });
  expect(ask('in:sent OR plan ', isInbox)?.criteria).toEqual({ text: 'plan' });
  expect(ask('-in:sent', isInbox)?.criteria).toEqual({ all: true });
});

it('writes no moment that is not past', () => {
  expect(ask('before:today')?.criteria).toEqual({ all: true });
  const since = ask('after:2030')?.criteria.since;
  expect(since?.getTime()).toBeLessThan(now);
});

type Mail = {
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly body: string;
  readonly flags: ReadonlySet<string>;
  readonly size: number;
  readonly time: number;
  readonly attachment: boolean;
};
const phrase = fc
  .array(fc.constantFrom('red', 'green', 'blue', 'Grün', 'redden'), { maxLength: 3 })
  .map((w) => w.join(' '));
const mails: fc.Arbitrary<Mail> = fc.record({
  subject: phrase,
  from: phrase,
  to: phrase,
  cc: phrase,
  body: phrase,
  flags: fc.uniqueArray(fc.constantFrom('seen', 'flagged', 'answered')).map((flags) => new Set(flags)),
  size: fc.constantFrom(0, 1, 2, 10, 1000, 2000),
  time: fc.integer({ min: -60, max: 6 }).map((steps) => now + steps * 21_600_000),
  attachment: fc.boolean(),
});

/** The meaning of a search, word inside word as a server reads it. */
const matches = (query: SearchQuery, mail: Mail): boolean => {
  switch (query.kind) {
    case 'all':
      return query.of.every((one) => matches(one, mail));
    case 'any':
      return query.of.some((one) => matches(one, mail));
    case 'not':
      return !matches(query.of, mail);
    case 'hasAttachment':
      return mail.attachment;
    case 'in':
      return query.folder === 'INBOX';
    case 'is':
      if (query.what === 'unread') return !mail.flags.has('seen');
      return mail.flags.has(query.what === 'read' ? 'seen' : query.what);
    case 'before':
      return mail.time < query.time;
    case 'after':
      return mail.time >= query.time;
    case 'larger':
      return mail.size > query.bytes;
    case 'smaller':
      return mail.size < query.bytes;
    case 'text': {
      const { subject, from, to, cc, body } = mail;
      const everywhere = {
        any: [subject, from, to, cc, body],
        to: [to, cc],
        subject: [subject],
        from: [from],
        body: [body],
      };
      const places = query.field === 'attachment' ? [] : everywhere[query.field];
      const values = query.phrase ? [query.words.join(' ')] : query.words;
      return values.every((value) => places.some((place) => place.includes(value)));
    }
  }
};

/** A server by RFC 3501: whole days in its own zone. */
const answers = (asked: ServerCriteria, mail: Mail, zone: number): boolean => {
  const date = (time: number, offset: number) => new Date(time + offset).toISOString().slice(0, 10);
  return Object.entries(asked).every(([key, value]: [string, unknown]) => {
    if (key === 'all') return true;
    if (key === 'not') return !answers(value as ServerCriteria, mail, zone);
    if (key === 'or') return (value as ServerCriteria[]).some((one) => answers(one, mail, zone));
    if (key === 'since') return date(mail.time, zone) >= date((value as Date).getTime(), 0);
    if (key === 'before') return date(mail.time, zone) < date((value as Date).getTime(), 0);
    if (key === 'larger') return mail.size > (value as number);
    if (key === 'smaller') return mail.size < (value as number);
    if (typeof value === 'boolean') return mail.flags.has(key) === value;
    const { subject, from, to, cc, body } = mail;
    const places: Record<string, string[]> = { subject: [subject], from: [from], to: [to], cc: [cc], body: [body] };
    return (places[key] ?? [subject, from, to, cc, body]).some((place) => place.includes(value as string));
  });
};

it('misses nothing, whatever the search and the zone of the server', () => {
  fc.assert(
    fc.property(searchTrees, mails, fc.integer({ min: -12, max: 12 }), (tree, mail, hours) => {
      const search = toServerSearch(tree, now, (name) => name === 'INBOX');
      const found = search !== undefined && answers(search.criteria, mail, hours * 3_600_000);
      if (matches(tree, mail)) expect(found).toBe(true);
    }),
    { numRuns: 5000 },
  );
});
