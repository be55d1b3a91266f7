import { expect, it } from 'vitest';
import { offlineCause } from '../../../app/mail/imap/offline-cause.ts';

it.each([
  ['ENETUNREACH', 'unreachable', 'network'],
  ['EAI_AGAIN', 'unreachable', 'network'],
  ['ENOTFOUND', 'unreachable', 'unknownHost'],
  ['ETIMEDOUT', 'unreachable', 'noAnswer'],
  ['ECONNREFUSED', 'unreachable', 'notServed'],
  ['CERT_HAS_EXPIRED', 'unreachable', 'certificate'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'unreachable', 'certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unreachable', 'certificate'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'unreachable', 'certificate'],
  ['ECONNRESET', 'unreachable', 'other'],
  ['', 'askedToWait', 'busy'],
  ['', 'crowded', 'busy'],
] as const)('%s (%s) is told as %s', (code, outcome, cause) => {
  expect(offlineCause(Object.assign(new Error('x'), { code }), outcome)).toBe(cause);
});

it('tells nothing that it does not know', () => expect(offlineCause(new Error('x'), 'unreachable')).toBe('other'));
