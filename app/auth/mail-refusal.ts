import type { MailRefusal } from '../domain/failure.ts';
import type { StoredSignIn } from './ports.ts';

/**
 * What it means that the mail server refused the credential of this computer. The server's words decide where they are
 * plain; otherwise it follows from what kind of credential it was and until when the device was trusted.
 * @param now milliseconds since 1970
 */
export const mailRefusalOf = (
  reason: string,
  stored: StoredSignIn | undefined,
  now: number,
): MailRefusal | undefined => {
  if (/account is disabled/i.test(reason)) return 'accountDisabled';
  // The documented product's wording.
  if (/only application passwords are allowed/i.test(reason)) return 'secondFactorOn';
  if (stored === undefined) return undefined;
  if (stored.mail.kind === 'accountPassword') return 'passwordChanged';
  const expires = stored.deviceToken?.expiresAt;
  const isOver = expires !== undefined && Date.parse(expires) <= now;
  return isOver || /expired/i.test(reason) ? 'trustEnded' : 'revoked';
};
