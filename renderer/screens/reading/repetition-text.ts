import { useTranslation } from 'react-i18next';
import type { InvitationFacts } from '../../invitation/invitation-facts.ts';
import { listOf, shortDateOf, weekdayNameOf } from '../../text/time-span.ts';

/** How often something repeats, in words; empty where it does not. */
export const useRepetitionText = ({ repeats, repeatsOddly }: InvitationFacts): string => {
  const { t } = useTranslation();
  if (repeatsOddly) return t('reading.invite.repeats');
  if (repeats === undefined) return '';
  const count = repeats.interval;
  const every = {
    day: t('reading.invite.everyDay', { count }),
    week: t('reading.invite.everyWeek', { count }),
    month: t('reading.invite.everyMonth', { count }),
    year: t('reading.invite.everyYear', { count }),
  }[repeats.every];
  const days =
    repeats.days.length === 0 ? '' : ` ${t('reading.invite.on', { days: listOf(repeats.days.map(weekdayNameOf)) })}`;
  const until =
    repeats.until !== undefined
      ? `, ${t('reading.invite.until', { date: shortDateOf(repeats.until) })}`
      : repeats.count !== undefined
        ? `, ${t('reading.invite.times', { count: repeats.count })}`
        : '';
  return `${every}${days}${until}`;
};
