import type { Policy } from '../../protocol/session.ts';
import { hour } from '../clock.ts';
import type { Domain } from '../store/users.ts';

export type EffectivePolicy = {
  readonly policy: Policy;
  readonly rememberDays: number;
  readonly attemptLimit: number;
  /** Only while an enforcement lies in the future. */
  readonly enforceFrom: number | undefined;
};

/** How long a device stays trusted after its last use where a domain remembers for 0 days. */
export const unrememberedDeviceLife = 12 * hour;

const administratorRememberDays = 30;
const administratorAttemptLimit = 5;

/** What a domain's settings mean at this moment; forcing with a date is `optional` until that date. */
export const domainPolicy = (domain: Omit<Domain, 'id' | 'name'>, now: number): EffectivePolicy => {
  const base = { rememberDays: domain.expireDays, attemptLimit: domain.attemptLimit };
  if (!domain.factorEnabled) return { ...base, policy: 'off', enforceFrom: undefined };
  if (!domain.factorForced) return { ...base, policy: 'optional', enforceFrom: undefined };
  return domain.enforceFrom !== undefined && now < domain.enforceFrom
    ? { ...base, policy: 'optional', enforceFrom: domain.enforceFrom }
    : { ...base, policy: 'enforced', enforceFrom: undefined };
};

/** The built-in administrator may enrol only while at least one domain has the second factor enabled. */
export const administratorPolicy = (someDomainEnabled: boolean): EffectivePolicy => ({
  policy: someDomainEnabled ? 'optional' : 'off',
  rememberDays: administratorRememberDays,
  attemptLimit: administratorAttemptLimit,
  enforceFrom: undefined,
});

export type FactorState = 'none' | 'code' | 'setup';

/** What somebody who gave the right password still owes before the session is full. */
export const owedAtSignIn = (policy: Policy, enrolled: boolean, deviceTrusted: boolean): FactorState => {
  if (policy === 'off') return 'none';
  if (enrolled) return deviceTrusted ? 'none' : 'code';
  return policy === 'enforced' ? 'setup' : 'none';
};

/** Whether the account password opens IMAP, POP3 and SMTP. */
export const accountPasswordOpensMail = (policy: Policy, enrolled: boolean): boolean =>
  policy === 'off' || (policy === 'optional' && !enrolled);
