import { describe, expect, it } from 'vitest';
import {
  noHistory,
  type Place,
  type PlaceHistory,
  placeOf,
  stay,
  step,
  visit,
} from '../../../../renderer/places/place-history.ts';

const folder = (path: string, message?: string): Place => ({ folder: path, search: undefined, message });
const search = (text: string, message?: string): Place => ({ folder: 'INBOX', search: text, message });

const walk = (...visits: readonly (readonly [number, Place])[]): PlaceHistory =>
  visits.reduce((history, [at, place]) => visit(history, place, at), noHistory);
const places = ({ visits }: PlaceHistory): Place[] => visits.map(({ place }) => place);
const back = (history: PlaceHistory): PlaceHistory => step(history, -1, 0) ?? history;

describe('the places somebody was at', () => {
  it('are folders, searches, and messages that were stayed on', () => {
    const history = walk(
      [0, folder('INBOX')],
      [10, folder('INBOX', 'a')],
      [10 + stay, folder('INBOX', 'b')],
      [20 + stay, folder('INBOX', 'c')],
      [30 + stay, folder('Sent')],
      [40 + stay, search('x')],
    );
    expect(places(history)).toEqual([folder('INBOX', 'a'), folder('INBOX', 'c'), folder('Sent'), search('x')]);
    expect(placeOf(back(history))).toEqual(folder('Sent'));
  });

  it('hold one search while it is typed, and two that were stayed on', () => {
    const typed = walk([0, folder('INBOX')], [10, search('b')], [200, search('be')], [400, search('bear')]);
    expect(places(typed)).toEqual([folder('INBOX'), search('bear')]);
    const opened = visit(typed, search('bear', 'a'), 500);
    expect(places(visit(opened, search('tower'), 600 + stay))).toEqual([
      folder('INBOX'),
      search('bear', 'a'),
      search('tower'),
    ]);
  });

  it('are gone back and forward to, until somebody goes elsewhere', () => {
    const history = walk([0, folder('INBOX')], [stay, folder('Sent')], [2 * stay, folder('Drafts')]);
    const twice = back(back(history));
    expect(placeOf(twice)).toEqual(folder('INBOX'));
    expect(step(twice, -1, 0)).toBeUndefined();
    expect(placeOf(step(twice, 1, 0) ?? noHistory)).toEqual(folder('Sent'));
    const elsewhere = visit(twice, folder('Junk'), 3 * stay);
    expect(places(elsewhere)).toEqual([folder('INBOX'), folder('Junk')]);
    expect(step(elsewhere, 1, 0)).toBeUndefined();
  });

  it('do not grow when the same place is told again, nor without end', () => {
    const history = walk([0, folder('INBOX')], [stay, folder('INBOX')]);
    expect(places(history)).toHaveLength(1);
    let long = history;
    for (let at = 0; at < 300; at += 1) long = visit(long, folder(`f${at}`), at);
    expect(long.visits.length).toBe(100);
    expect(placeOf(long)).toEqual(folder('f299'));
  });
});
