import { expect, it } from 'vitest';
import { mailRefusalOf } from '../../../app/auth/mail-refusal.ts';
import type { StoredSignIn } from '../../../app/auth/ports.ts';

const now = Date.parse('2026-06-01T12:00:00Z');
const stored = (kind: 'appPassword' | 'accountPassword', expiresAt?: string): StoredSignIn => ({
  format: 1,
  address: 'ana@enforced.example',
  serverUrl: 'https://mail.enforced.example',
  mail: {
    user: 'ana@enforced.example',
    secret: 'x',
    kind,
    imap: { host: 'mail.enforced.example', port: 993, security: 'tls' },
  },
  ...(expiresAt === undefined ? {} : { deviceToken: { value: 't', expiresAt } }),
});

it.each([
  ['This account is disabled', stored('appPassword'), 'accountDisabled'],
  ['Only application passwords are allowed since 2FA is enabled', stored('accountPassword'), 'secondFactorOn'],
  ['Authentication failed.', stored('accountPassword'), 'passwordChanged'],
  ['Authentication failed.', stored('appPassword', '2026-06-01T11:59:00Z'), 'trustEnded'],
  [
    'This application password has expired with its device',
    stored('appPassword', '2026-07-01T00:00:00Z'),
    'trustEnded',
  ],
  ['This application password was revoked', stored('appPassword', '2026-07-01T00:00:00Z'), 'revoked'],
  ['Authentication failed.', stored('appPassword'), 'revoked'],
  ['Authentication failed.', undefined, undefined],
] as const)('"%s" means, for what is stored, %#', (reason, record, cause) => {
  expect(mailRefusalOf(reason, record, now)).toBe(cause);
});
