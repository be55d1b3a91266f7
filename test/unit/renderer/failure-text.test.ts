import type { TFunction } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CertificateFacts, type Failure, failure } from '../../../app/domain/failure.ts';
import { administratorMessage } from '../../../renderer/text/administrator-message.ts';
import { failureText } from '../../../renderer/text/failure-text.ts';
import { strictTexts } from './texts.ts';

const certificate = (reason: CertificateFacts['reason']): CertificateFacts => ({
  host: 'mail.enforced.example',
  port: 443,
  subject: 'CN=mail.enforced.example',
  issuer: 'CN=x',
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2027-01-01T00:00:00.000Z',
  fingerprint: 'AA:BB',
  reason,
});

const every: readonly Failure[] = [
  { code: 'authFailed' },
  { code: 'accountDisabled', reason: 'secondFactorAttempts' },
  { code: 'accountDisabled', reason: 'administrator' },
  { code: 'tryLater', retryAfter: 24 },
  { code: 'clientTooOld', minimumVersion: '1.6' },
  { code: 'wrongCode', failedAttempts: 3, attemptsLeft: 2 },
  { code: 'wrongCode', failedAttempts: 4, attemptsLeft: 1 },
  ...(['schemaOutdated', 'readOnlyDirectory', 'directoryUnavailable', 'disabledByPolicy', 'unknown'] as const).map(
    (cause) => ({ code: 'noSetup' as const, cause }),
  ),
  { code: 'alreadySetUp' },
  { code: 'notEnrolled' },
  ...(['invalid', 'sameAsAccount', 'ownAlias'] as const).map((reason) => ({ code: 'recoveryEmail' as const, reason })),
  { code: 'wrongRecoveryCode', attemptsLeft: 4 },
  { code: 'wrongRecoveryCode', attemptsLeft: 0 },
  { code: 'noRecoveryEmail' },
  { code: 'recoveryNotSent' },
  { code: 'stepUpRequired' },
  { code: 'appPasswordLimit', limit: 25 },
  { code: 'alreadyExists' },
  { code: 'accountHere', address: 'a@b.example' },
  { code: 'noSuchEntity' },
  { code: 'signInRequired' },
  { code: 'sessionEnded' },
  ...(['unknownHost', 'refused', 'timeout', 'interrupted', 'offline', 'tls', 'other'] as const).map((cause) => ({
    code: 'unreachable' as const,
    host: 'mail.enforced.example',
    cause,
  })),
  ...(['selfSigned', 'unknownAuthority', 'expired', 'notYetValid', 'wrongHost', 'changed', 'other'] as const).map(
    (reason) => ({ code: 'certificate' as const, certificate: certificate(reason) }),
  ),
  { code: 'captivePortal', host: 'mail.enforced.example', page: 'http://portal.example/' },
  { code: 'unsupportedServer', host: 'mail.enforced.example' },
  { code: 'noMailSettings', host: 'mail.enforced.example' },
  ...(['server', 'export'] as const).map((what) => ({ code: 'byPolicy' as const, what })),
  ...(['full', 'refused'] as const).map((cause) => ({ code: 'notSaved' as const, cause })),
  { code: 'serverError', detail: 'StrangeError' },
  { code: 'mailRefused', reason: '' },
  { code: 'mailRefused', reason: 'Only application passwords are allowed since 2FA is enabled' },
  ...(['trustEnded', 'revoked', 'passwordChanged', 'secondFactorOn', 'accountDisabled'] as const).map((cause) => ({
    code: 'mailRefused' as const,
    reason: 'no',
    cause,
  })),
  ...(['offline', 'starting', 'gone'] as const).map((cause) => ({ code: 'mailUnavailable' as const, cause })),
  ...(['locked', 'denied', 'missing', 'backendChanged', 'unreadable'] as const).map((state) => ({
    code: 'keychain' as const,
    state,
  })),
  ...(['diskFull', 'damaged', 'newerSchema', 'unreadable', 'notOpened'] as const).map((fault) => ({
    code: 'localStore' as const,
    fault,
  })),
  ...(['unreachable', 'signInNeeded'] as const).map((cause) => ({ code: 'trustRemains' as const, cause })),
  { code: 'enforced' },
  { code: 'wrongStep' },
  { code: 'invalidInput' },
  { code: 'internal' },
];

const context = { host: 'mail.enforced.example', address: 'ana@enforced.example', version: '0.1.0' };

let t: TFunction;
beforeAll(async () => {
  t = await strictTexts();
});

describe('sentences for failures', () => {
  it('are tried for every member of the union', () => {
    const codes = failure.options.map((option) => option.shape.code.value).sort();
    expect([...new Set(every.map((one) => one.code))].sort()).toEqual(codes);
    for (const one of every) expect(failure.safeParse(one).success).toBe(true);
  });

  it.each(every)('$code has a title, a meaning and a way on, in words', (one) => {
    const { title, means, next } = failureText(t, one, context);
    for (const text of [title, means, next]) {
      expect(text.trim()).not.toBe('');
      expect(text).not.toMatch(/undefined|!/);
    }
    expect(`${title} ${next}`).not.toMatch(/[a-z][A-Z]/);
  });

  it('count the attempts as the server does', () => {
    expect(failureText(t, { code: 'wrongCode', failedAttempts: 3, attemptsLeft: 2 }).title).toBe(
      'Wrong code. 3 of 5 attempts used.',
    );
  });

  it('name the host that was not reached and the reason a mail server gave', () => {
    expect(failureText(t, { code: 'unreachable', host: 'a.example', cause: 'timeout' }).title).toContain('a.example');
    expect(failureText(t, { code: 'mailRefused', reason: 'revoked' }).means).toContain('revoked');
  });
});

describe('the message for an administrator', () => {
  const about = { address: 'ana@enforced.example', host: 'mail.enforced.example', at: new Date(2026, 4, 21, 9, 47) };

  it('exists for whatever only an administrator can change', () => {
    const helped = every.filter((one) => administratorMessage(t, one, about) !== undefined).map((one) => one.code);
    expect([...new Set(helped)].sort()).toEqual([
      'accountDisabled',
      'mailRefused',
      'noMailSettings',
      'noRecoveryEmail',
      'noSetup',
      'recoveryNotSent',
      'serverError',
      'unsupportedServer',
    ]);
  });

  it('names account, server, time and cause', () => {
    const message = administratorMessage(t, { code: 'noSetup', cause: 'readOnlyDirectory' }, about);
    for (const part of [
      'ana@enforced.example',
      'mail.enforced.example',
      '21 May 2026, 09:47',
      'TFAANoSetupError',
      'read-only',
    ]) {
      expect(message).toContain(part);
    }
  });
});
