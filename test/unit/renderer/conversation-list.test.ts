import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConversationRow } from '../../../app/domain/conversation.ts';
import type { Folder } from '../../../app/domain/mail.ts';
import { conversationOf, withoutUnread } from '../../../renderer/logic/conversation-of.ts';
import {
  fitOf,
  folderTree,
  judgeFolderName,
  newFolderPath,
  renamedFolderPath,
} from '../../../renderer/logic/folders.ts';
import { daysOf } from '../../../renderer/logic/list-days.ts';
import { listGeometry } from '../../../renderer/logic/list-geometry.ts';
import {
  changeLines,
  type ListLines,
  lineAfter,
  noLines,
  placeOf,
  timeAt,
} from '../../../renderer/logic/list-lines.ts';
import { peopleOf } from '../../../renderer/logic/people.ts';
import { createRowCache } from '../../../renderer/logic/row-cache.ts';
import {
  extendTo,
  goTo,
  letGo,
  nothingSelected,
  selectAll,
  targetsOf,
  toggle,
} from '../../../renderer/logic/selection.ts';
import { chosenTime, snoozePresets } from '../../../renderer/logic/snooze-times.ts';
import { dayNameOf } from '../../../renderer/text/dates.ts';

const idAt = (time: number): number => Math.floor(time / 1000) * 2 ** 20;
const linesAt = (times: readonly number[]): ListLines => ({
  threads: Float64Array.from(times, (_, index) => index + 1),
  heads: Float64Array.from(times, idAt),
  moved: new Map(),
});
const linesOf = (...threads: number[]): ListLines => ({
  threads: Float64Array.from(threads),
  heads: Float64Array.from(threads, (thread) => thread * 10),
  moved: new Map(),
});

describe('lines of a list', () => {
  it('take over a change, and stay the same object where there is none', () => {
    const none = { threads: new Float64Array(), heads: new Float64Array(), moved: [] };
    const first = changeLines(noLines, { from: 0, to: 0, ...linesOf(3, 2, 1), moved: [] });
    expect(changeLines(first, { from: 1, to: 1, ...none })).toBe(first);
    const second = changeLines(first, { from: 0, to: 2, ...linesOf(9), moved: [{ thread: 9, at: 5_000 }] });
    expect([...second.threads]).toEqual([9, 1]);
    expect(timeAt(second, 0)).toBe(5_000);
    expect(placeOf(second, 1)).toBe(1);
    expect(placeOf(second, 4)).toBeUndefined();
  });

  it('go on to the next that stays, else to the one before', () => {
    const lines = linesOf(1, 2, 3, 4);
    expect(lineAfter(lines, 1, new Set([2, 3]))).toBe(4);
    expect(lineAfter(lines, 2, new Set([3, 4]))).toBe(2);
    expect(lineAfter(lines, 0, new Set([1, 2, 3, 4]))).toBeUndefined();
  });
});

describe('days of a list', () => {
  const now = new Date(2026, 4, 21, 12);

  it('are told by the day, the week day, then the month', () => {
    const lines = linesAt([
      new Date(2026, 4, 21, 9).getTime(),
      new Date(2026, 4, 21, 8).getTime(),
      new Date(2026, 4, 20, 8).getTime(),
      new Date(2026, 4, 3).getTime(),
      new Date(2026, 1, 3).getTime(),
    ]);
    expect(daysOf(lines, 'newest', now).map(({ day, from }) => [day.kind, from])).toEqual([
      ['today', 0],
      ['yesterday', 2],
      ['named', 3],
      ['named', 4],
    ]);
  });

  it('stand where naming every line by itself would put them, in both orders', () => {
    const time = fc.integer({ min: new Date(2024, 0, 1).getTime(), max: new Date(2026, 5, 30).getTime() });
    fc.assert(
      fc.property(fc.array(time, { maxLength: 60 }), fc.boolean(), (times, newest) => {
        const whole = times.map((each) => Math.floor(each / 1000) * 1000);
        const sorted = whole.sort((one, other) => (newest ? other - one : one - other));
        const lines = linesAt(sorted);
        const name = (at: number) => JSON.stringify(dayNameOf(new Date(timeAt(lines, at)).toISOString(), now));
        const slow = sorted.flatMap((_, at) => (at === 0 || name(at) !== name(at - 1) ? [at] : []));
        const fast = daysOf(lines, newest ? 'newest' : 'oldest', now).map(({ from }) => from);
        // What is still to come and what is past of the same month have one name and two headings.
        expect(fast.filter((from) => slow.includes(from))).toEqual(slow);
      }),
    );
  });
});

describe('the geometry of a list', () => {
  it('finds what is in sight as measuring every line would', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { maxLength: 10 }),
        fc.integer({ min: 0, max: 6_000 }),
        (count, starts, top) => {
          const headings = starts.filter((line) => line < count).sort((one, other) => one - other);
          const geometry = listGeometry(count, headings, 76, 30);
          let y = 0;
          const tops: number[] = [];
          for (let line = 0; line < count; line += 1) {
            if (headings.includes(line)) y += 30;
            tops.push(y);
            y += 76;
          }
          expect(geometry.height).toBe(y);
          expect(tops.map((_, line) => geometry.topOf(line))).toEqual(tops);
          const bottom = top + 500;
          const { from, to } = geometry.between(top, bottom);
          const seen = tops.flatMap((at, line) => (at + 76 > top && at < bottom ? [line] : []));
          for (const line of seen) expect(line >= from && line < to).toBe(true);
          expect(to - from).toBeLessThanOrEqual(seen.length + 2);
        },
      ),
    );
  });
});

describe('what is chosen', () => {
  const lines = linesOf(1, 2, 3, 4, 5);

  it('is the line one is at, until others are picked', () => {
    expect(targetsOf(goTo(3), lines)).toEqual([3]);
    expect(targetsOf(nothingSelected, lines)).toEqual([]);
    expect(targetsOf(goTo(9), lines)).toEqual([]);
    const two = toggle(toggle(goTo(4), 2), 5);
    expect(targetsOf(two, lines)).toEqual([2, 4, 5]);
    expect(targetsOf(toggle(two, 4), lines)).toEqual([2, 5]);
    expect(targetsOf(letGo(two), lines)).toEqual([5]);
  });

  it('reaches from where a range began, in both directions', () => {
    const down = extendTo(extendTo(goTo(2), lines, 3), lines, 4);
    expect(targetsOf(down, lines)).toEqual([2, 3, 4]);
    expect(targetsOf(extendTo(down, lines, 1), lines)).toEqual([1, 2]);
    expect(targetsOf(selectAll(goTo(2), lines), lines)).toEqual([1, 2, 3, 4, 5]);
  });
});

const folder = (path: string, more: Partial<Folder> = {}): Folder => ({
  path,
  name: path.split('/').at(-1) ?? path,
  role: 'none',
  total: 0,
  unread: 0,
  delimiter: '/',
  subscribed: true,
  roleChosen: false,
  ...more,
});

describe('folders', () => {
  const list = [
    folder('Work/Old'),
    folder('Work'),
    folder('INBOX', { role: 'inbox' }),
    folder('Work/Bin', { role: 'bin' }),
  ];

  it('are a tree in which those with a role stand at the top', () => {
    const shown = (collapsed: string[]) =>
      folderTree(list, new Set(collapsed)).map(({ folder: { path }, depth }) => `${depth} ${path}`);
    expect(shown([])).toEqual(['0 INBOX', '0 Work/Bin', '0 Work', '1 Work/Old']);
    expect(shown(['Work'])).toEqual(['0 INBOX', '0 Work/Bin', '0 Work']);
  });

  it('get the path the server wants', () => {
    expect(newFolderPath(list, 'New')).toBe('New');
    expect(newFolderPath(list, 'New', list[1])).toBe('Work/New');
    expect(newFolderPath([folder('INBOX'), folder('INBOX.Sent', { delimiter: '.' })], 'New')).toBe('INBOX.New');
    expect(renamedFolderPath(folder('Work/Old'), 'Older')).toBe('Work/Older');
  });

  it('cannot be called anything', () => {
    const judge = (name: string) => judgeFolderName(list, name, '/', (given) => given);
    expect(judge(' ')).toBe('empty');
    expect(judge('a/b')).toBe('delimiter');
    expect(judge('work')).toBe('taken');
    expect(judge('x'.repeat(300))).toBe('tooLong');
    expect(judge('Suppliers')).toBe('good');
  });

  it('are found by a few letters, the beginning of the name first', () => {
    expect(fitOf('su', 'Suppliers', 'Suppliers')).toBeGreaterThan(fitOf('su', 'Old suppliers', 'Old suppliers'));
    expect(fitOf('old', 'Very old', 'x')).toBeGreaterThan(fitOf('old', 'Marigold', 'x'));
    expect(fitOf('work', 'Old', 'Work/Old')).toBe(1);
    expect(fitOf('zzz', 'Old', 'Work/Old')).toBe(0);
  });
});

const row = (id: number, change: Partial<ConversationRow> = {}): ConversationRow => ({
  ...conversationOf({
    id,
    threadId: id,
    key: { folder: 'INBOX', uidValidity: '7', uid: id },
    subject: `s${id}`,
    from: [],
    to: [],
    date: new Date(0).toISOString(),
    size: 1,
    unread: false,
    flagged: false,
    answered: false,
    hasAttachment: false,
    preview: '',
  }),
  ...change,
});

describe('rows that are kept', () => {
  it('stay the same object while nothing about them changes', () => {
    const cache = createRowCache();
    expect(cache.put([row(1), row(2)])).toBe(true);
    const first = cache.get(1);
    cache.age();
    expect(cache.missing([1, 2, 3])).toEqual([1, 2, 3]);
    expect(cache.put([row(1)])).toBe(false);
    expect(cache.get(1)).toBe(first);
    expect(cache.missing([1, 2])).toEqual([2]);
    cache.change(1, { flagged: true });
    expect(cache.get(1)?.flagged).toBe(true);
  });

  it('are not kept without end', () => {
    const cache = createRowCache();
    cache.put(Array.from({ length: 5_000 }, (_, index) => row(index + 1)));
    expect(cache.get(1)).toBeUndefined();
    expect(cache.get(5_000)).toBeDefined();
  });

  it('lose one unread message after the other', () => {
    expect(withoutUnread(row(1, { unreadIds: [1, 2] }), 1)).toEqual({ unreadIds: [2], unread: true });
    expect(withoutUnread(row(1, { unreadIds: [1] }), 1)).toEqual({ unreadIds: [], unread: false });
  });
});

it('names who takes part, oneself last or first as it happened', () => {
  const person = (name: string, address: string) => ({ name, address });
  const henrik = person('Henrik Dahl', 'henrik@x.example');
  const own = person('Otto', 'Otto@off.example');
  const ada = person('Lovelace, Ada', 'ada@x.example');
  const bare = person('', 'keiko@x.example');
  expect(peopleOf([henrik], 'otto@off.example', 'you')).toBe('Henrik Dahl');
  expect(peopleOf([henrik, ada, bare, own], 'otto@off.example', 'you')).toBe('Henrik Dahl, Ada, keiko, you');
  expect(peopleOf([own], 'otto@off.example', 'you')).toBe('you');
});

describe('times to put off until', () => {
  const names = (...at: [number, number, number, number]) => snoozePresets(new Date(...at)).map(({ name }) => name);

  it('are those that make sense by now', () => {
    expect(names(2026, 4, 20, 9)).toEqual(['laterToday', 'tomorrow', 'weekend', 'nextWeek']);
    expect(names(2026, 4, 20, 17)).not.toContain('laterToday');
    // On a Friday, tomorrow is the weekend; on a Sunday, tomorrow is next week.
    expect(names(2026, 4, 22, 9)).toEqual(['laterToday', 'tomorrow', 'nextWeek']);
    expect(names(2026, 4, 24, 9)).toEqual(['laterToday', 'tomorrow']);
    for (const { at } of snoozePresets(new Date(2026, 11, 31, 23))) {
      expect(at.getTime()).toBeGreaterThan(new Date(2026, 11, 31, 23).getTime());
    }
  });

  it('lie ahead', () => {
    const now = new Date(2026, 4, 20, 9);
    expect(chosenTime('2026-05-20', '09:01', now)).toEqual(new Date(2026, 4, 20, 9, 1));
    expect(chosenTime('2026-05-20', '08:59', now)).toBeUndefined();
    expect(chosenTime('', '08:59', now)).toBeUndefined();
  });
});
