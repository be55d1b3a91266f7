import { expect, it } from 'vitest';
import { createNews } from '../../../../app/mail/sync/news.ts';
import type { Wanted } from '../../../../app/mail/sync/take-news.ts';
import { createTurns } from '../../../../app/mail/sync/turns.ts';

type Taken = {
  readonly path: string;
  readonly look: boolean;
  readonly drain: () => Wanted;
  readonly end: (complete: boolean) => void;
  readonly fail: (error: Error) => void;
};

const prepare = () => {
  const taken: Taken[] = [];
  const left: string[] = [];
  const failed: unknown[] = [];
  const news = createNews(
    (path, drain, look) => new Promise((end, fail) => taken.push({ path, look, drain, end, fail })),
    (path, what) => left.push(`${path} ${what}`),
    (error) => failed.push(error),
  );
  const next = () => new Promise((resolve) => setImmediate(resolve));
  return { news, taken, left, failed, next };
};

it('fetches together what was heard until it began, and afterwards what was heard since', async () => {
  const { news, taken, left, next } = prepare();
  news.heard('INBOX', 'added');
  for (let each = 0; each < 100; each += 1) news.heard('INBOX', 'flags');
  expect(taken[0]?.drain()).toEqual({ added: true, flags: true });
  news.heard('INBOX', 'added');
  taken[0]?.end(true);
  await next();
  expect(taken[1]?.drain()).toEqual({ added: true, flags: false });
  taken[1]?.end(true);
  await news.rest();
  expect(taken).toHaveLength(2);
  expect(left).toEqual([]);
});

it('leaves to a full look what it could not fetch, unless more was heard that may be what was missing', async () => {
  const { news, taken, left, next } = prepare();
  news.heard('INBOX', 'added');
  taken[0]?.drain();
  news.heard('INBOX', 'flags');
  taken[0]?.end(false);
  await next();
  expect(left).toEqual([]);
  taken[1]?.drain();
  taken[1]?.end(false);
  await news.rest();
  expect(left).toEqual(['INBOX flags']);
  news.heard('INBOX', 'expunged');
  news.heard('INBOX', 'opened');
  expect(left).toEqual(['INBOX flags', 'INBOX expunged', 'INBOX opened']);
});

it('leaves everything to a full look where no connection listens', async () => {
  const { news, taken, left } = prepare();
  news.heard('Sent', 'added');
  news.heard('Sent', 'flags');
  taken[0]?.end(false);
  await news.rest();
  expect(taken).toHaveLength(1);
  expect(left).toEqual(['Sent flags']);
});

it('answers who looks, and reports what threw', async () => {
  const { news, taken, left, failed, next } = prepare();
  const complete = news.look('INBOX');
  expect(taken[0]?.look).toBe(true);
  news.heard('INBOX', 'flags');
  expect(taken[0]?.drain()).toEqual({ added: false, flags: true });
  taken[0]?.end(true);
  expect(await complete).toBe(true);
  const incomplete = news.look('INBOX');
  taken[1]?.drain();
  news.heard('INBOX', 'added');
  taken[1]?.end(false);
  await next();
  expect(taken[2]?.look).toBe(false);
  taken[2]?.drain();
  taken[2]?.end(true);
  expect(await incomplete).toBe(false);
  const broken = news.look('Sent');
  const error = new Error('the disk is full');
  taken[3]?.fail(error);
  expect(await broken).toBe(false);
  expect(failed).toEqual([error]);
  expect(left).toEqual([]);
});

it('lets work of one name wait for its turn, whatever became of the work before, and others not at all', async () => {
  const turn = createTurns();
  const log: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => async () => {
    log.push(name);
    await new Promise<void>((resolve) => ends.push(resolve));
    if (name === 'first') throw new Error('it fails');
  };
  const first = turn('INBOX', work('first')).catch(() => undefined);
  const second = turn('INBOX', work('second'));
  const other = turn('Sent', work('other'));
  expect(log).toEqual(['first', 'other']);
  ends[0]?.();
  await first;
  expect(log).toEqual(['first', 'other', 'second']);
  for (const end of ends) end();
  await Promise.all([second, other]);
});
