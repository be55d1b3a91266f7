import { describe, expect, it } from 'vitest';
import type { InvitationAnswers } from '../../../app/domain/account-settings.ts';
import { conflictsOf, endOf } from '../../../renderer/invitation/conflicts.ts';

const hour = 3_600_000;
const answered = (
  title: string,
  start: number,
  end: number,
  answer: 'ACCEPTED' | 'TENTATIVE' | 'DECLINED' = 'ACCEPTED',
): InvitationAnswers[string] => ({ answer, sequence: 0, at: 0, title, start: start * hour, end: end * hour });

describe('what else is at the time of an invitation', () => {
  const answers: InvitationAnswers = {
    'before ': answered('Before', 8, 9),
    'meets ': answered('Meets', 9.5, 10.5),
    'perhaps ': answered('Perhaps', 9, 11, 'TENTATIVE'),
    'declined ': answered('Declined', 9, 11, 'DECLINED'),
    'itself ': answered('Itself', 9, 10),
    'moment ': answered('A moment', 9.25, 9.25),
    'older ': { answer: 'ACCEPTED', sequence: 0, at: 0 },
  };
  const titles = (start: number, end: number): string[] =>
    conflictsOf(answers, 'itself ', { start: start * hour, end: end * hour }).map(({ title }) => title);

  it('names what was accepted or perhaps is, in the order of time', () => {
    expect(titles(9, 10)).toEqual(['Perhaps', 'A moment', 'Meets']);
  });
  it('leaves out what ends as it begins', () => {
    expect(titles(10.5, 10.75)).toEqual(['Perhaps']);
    expect(titles(11, 12)).toEqual([]);
  });
  it('sees something without length within another', () => {
    expect(titles(8.5, 8.5)).toEqual(['Before']);
    expect(titles(9, 9)).toEqual(['Perhaps']);
  });
  it('lets a whole day without an end last a day, and anything else no time', () => {
    expect(endOf(0, undefined, true)).toBe(24 * hour);
    expect(endOf(5, undefined, false)).toBe(5);
    expect(endOf(5, 7, true)).toBe(7);
  });
});
