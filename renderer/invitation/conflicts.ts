import type { InvitationAnswers } from '../../app/domain/account-settings.ts';

export type Conflict = { readonly title: string; readonly start: number; readonly end: number };

const aDay = 86_400_000;

/** The end of what may name none: RFC 5545 section 3.6.1 has a whole day last a day, and anything else no time. */
export const endOf = (start: number, end: number | undefined, wholeDays: boolean): number =>
  end ?? (wholeDays ? start + aDay : start);

/**
 * What else was accepted, or perhaps, for a time that meets this one, the earliest first.
 * @param id the invitation itself, which is not in its own way
 */
export const conflictsOf = (
  answers: InvitationAnswers,
  id: string,
  { start, end }: Pick<Conflict, 'start' | 'end'>,
): Conflict[] =>
  Object.entries(answers)
    .flatMap(([other, { answer, title = '', start: from, end: to }]) => {
      if (other === id || answer === 'DECLINED' || from === undefined || to === undefined) return [];
      const meets = from < end && start < to;
      // Without length it still is at a time.
      const isWithin = from === start || (from >= start && from < end) || (start >= from && start < to);
      return meets || isWithin ? [{ title, start: from, end: to }] : [];
    })
    .sort((one, other) => one.start - other.start);
