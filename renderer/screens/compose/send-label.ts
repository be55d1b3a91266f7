import type { TFunction } from 'i18next';
import { dateAndTimeOf, daysSince, timeOf } from '../../text/dates.ts';

/** What the button really does: "Send", "Send today at 13:00". */
export const sendLabel = (t: TFunction, at: Date | undefined): string => {
  if (at === undefined) return t('compose.send');
  const iso = at.toISOString();
  const days = -daysSince(iso, new Date());
  if (days === 0) return t('compose.sendToday', { time: timeOf(iso) });
  if (days === 1) return t('compose.sendTomorrow', { time: timeOf(iso) });
  return t('compose.sendAt', { date: dateAndTimeOf(iso) });
};
