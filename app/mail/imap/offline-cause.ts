import type { OfflineCause } from '../../domain/mail.ts';
import type { SignInOutcome } from './sign-in-outcome.ts';

/** Error codes of the system and of TLS (Node's `errors`, `tls`) by what they mean for somebody who waits. */
const causes: Readonly<Record<string, OfflineCause>> = {
  ENETUNREACH: 'network',
  ENETDOWN: 'network',
  EADDRNOTAVAIL: 'network',
  EAI_AGAIN: 'network',
  ENOTFOUND: 'unknownHost',
  EHOSTUNREACH: 'noAnswer',
  EHOSTDOWN: 'noAnswer',
  ETIMEDOUT: 'noAnswer',
  ECONNREFUSED: 'notServed',
};

const codeOf = (error: unknown): string => {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
};

/** Certificates are refused with codes of their own: CERT_HAS_EXPIRED, UNABLE_TO_VERIFY_LEAF_SIGNATURE … */
const isCertificate = (code: string): boolean =>
  /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|ALTNAME|_CA(?:_|$)/.test(code);

/** Why there is no connection, as far as the failed attempt tells. */
export const offlineCause = (error: unknown, outcome: SignInOutcome): OfflineCause => {
  if (outcome === 'askedToWait' || outcome === 'crowded') return 'busy';
  const code = codeOf(error);
  return causes[code] ?? (isCertificate(code) ? 'certificate' : 'other');
};
