import type { TFunction } from 'i18next';
import type { AppPassword } from '../../../app/contract/app-passwords.ts';
import { protocolName } from '../../logic/app-passwords.ts';
import { dateAndTimeOf, daysSince, timeOf } from '../../text/dates.ts';

/** When a password was last used, and by what from where. */
export const lastUsedText = (t: TFunction, password: AppPassword, now: Date): { when: string; how: string } => {
  const { lastUsedAt, lastProtocol, lastIp } = password;
  if (lastUsedAt === undefined) return { when: t('appPasswords.never'), how: t('appPasswords.sinceCreated') };
  const days = daysSince(lastUsedAt, now);
  const time = timeOf(lastUsedAt);
  const when =
    days === 0 ? t('day.todayAt', { time }) : days === 1 ? t('day.yesterdayAt', { time }) : dateAndTimeOf(lastUsedAt);
  const protocol = lastProtocol === undefined ? '' : protocolName(lastProtocol);
  const how =
    lastIp === undefined ? protocol : protocol === '' ? lastIp : t('appPasswords.from', { protocol, address: lastIp });
  return { when, how };
};
