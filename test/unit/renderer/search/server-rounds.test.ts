import { describe, expect, it } from 'vitest';
import { askServer, merged, type ServerSide } from '../../../../renderer/search/server-rounds.ts';

const rows = (...ids: number[]) => ids.map((id) => ({ id }));

describe('what the server found', () => {
  it('is put among what is here by date, once', () => {
    expect(merged(rows(9, 5, 2), false, rows(7, 5, 1), 'newest')).toEqual(rows(9, 7, 5, 2, 1));
  });

  it('waits where it is older than the last row that is shown and more are to come', () => {
    expect(merged(rows(9, 5), true, rows(7, 4), 'newest')).toEqual(rows(9, 7, 5));
  });

  it('comes after the matches here where the best comes first', () => {
    expect(merged(rows(2, 9), false, rows(4, 7), 'relevance')).toEqual(rows(2, 9, 7, 4));
    expect(merged(rows(2, 9), true, rows(7), 'relevance')).toEqual(rows(2, 9));
  });
});

describe('asking the server', () => {
  const collect = async (answers: Record<string, 'yes' | 'no' | 'gone'>, over: () => boolean = () => false) => {
    const told: (readonly [ServerSide, number])[] = [];
    await askServer(
      Object.keys(answers),
      async (folder) =>
        answers[folder] === 'gone'
          ? { ok: false, error: { code: 'mailUnavailable', cause: 'offline' } }
          : {
              ok: true,
              value: {
                rows: answers[folder] === 'yes' ? [1] : [],
                searched: answers[folder] === 'yes' ? [folder] : [],
                failed: answers[folder] === 'no' ? [folder] : [],
              },
            },
      (side, found) => told.push([side, found.length]),
      over,
    );
    return told;
  };

  it('tells folder by folder what it found and which it could not search', async () => {
    const told = await collect({ INBOX: 'yes', Broken: 'no', Sent: 'yes' });
    expect(told.map(([side]) => side.state)).toEqual([...Array(6).fill('asking'), 'asked']);
    expect(told.reduce((sum, [, found]) => sum + found, 0)).toBe(2);
    expect(told.at(-1)?.[0]).toEqual({ state: 'asked', searched: ['INBOX', 'Sent'], failed: ['Broken'] });
  });

  it('stops where the server is gone and names what was not asked', async () => {
    const told = await collect({ INBOX: 'yes', Sent: 'gone', Old: 'yes' });
    expect(told.at(-1)?.[0]).toMatchObject({ state: 'stopped', searched: ['INBOX'], left: ['Sent', 'Old'] });
  });

  it('says nothing any more when nobody wants to know', async () => {
    const told = await collect({ INBOX: 'yes', Sent: 'yes' }, () => true);
    expect(told).toHaveLength(1);
  });
});
