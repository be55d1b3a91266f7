import { describe, expect, it } from 'vitest';
import { createGuessLimit } from '../../../app/server/accounts/guess-limit.ts';
import { passwordFault } from '../../../app/server/accounts/password-rules.ts';
import {
  accountPasswordOpensMail,
  administratorPolicy,
  domainPolicy,
  owedAtSignIn,
} from '../../../app/server/accounts/policy.ts';
import { isOlder } from '../../../app/server/accounts/version-gate.ts';
import { canonicalAppPassword, newAppPasswordSecret } from '../../../app/server/app-passwords/secret.ts';
import { minute, second } from '../../../app/server/clock.ts';
import { logLine } from '../../../app/server/logs/line-format.ts';
import { maskAddress, recoveryAddressFault } from '../../../app/server/recovery/recovery-address.ts';
import { afterWrongCode, secondsToWait } from '../../../app/server/second-factor/attempts.ts';
import { looksLikeRecoveryCode, newRecoveryCodes } from '../../../app/server/second-factor/recovery-codes.ts';
import { fakeClock } from './support/fixture.ts';

describe('domain policy', () => {
  const base = { expireDays: 30, attemptLimit: 5, enforceFrom: undefined };
  it.each([
    ['off', { factorEnabled: false, factorForced: false }, 'off'],
    ['off though forced is ticked', { factorEnabled: false, factorForced: true }, 'off'],
    ['enabled', { factorEnabled: true, factorForced: false }, 'optional'],
    ['forced', { factorEnabled: true, factorForced: true }, 'enforced'],
    ['forced from a past day', { factorEnabled: true, factorForced: true, enforceFrom: 999 }, 'enforced'],
    ['forced from this moment', { factorEnabled: true, factorForced: true, enforceFrom: 1000 }, 'enforced'],
  ])('%s', (_name, settings, policy) => {
    expect(domainPolicy({ ...base, ...settings }, 1000)).toMatchObject({ policy, enforceFrom: undefined });
  });

  it('is optional until a future day of forcing and says so', () => {
    const domain = { ...base, factorEnabled: true, factorForced: true, enforceFrom: 1001 };
    expect(domainPolicy(domain, 1000)).toMatchObject({ policy: 'optional', enforceFrom: 1001 });
  });

  it('lets the built-in administrator enrol only while some domain has the factor enabled', () => {
    expect(administratorPolicy(true).policy).toBe('optional');
    expect(administratorPolicy(false).policy).toBe('off');
  });

  it.each([
    ['off', false, false, 'none'],
    ['off', true, false, 'none'],
    ['optional', false, false, 'none'],
    ['optional', true, false, 'code'],
    ['optional', true, true, 'none'],
    ['enforced', false, false, 'setup'],
    ['enforced', false, true, 'setup'],
    ['enforced', true, false, 'code'],
    ['enforced', true, true, 'none'],
  ] as const)('policy %s, enrolled %s, device trusted %s: owes %s', (policy, enrolled, trusted, owed) => {
    expect(owedAtSignIn(policy, enrolled, trusted)).toBe(owed);
  });

  it.each([
    ['off', false, true],
    ['off', true, true],
    ['optional', false, true],
    ['optional', true, false],
    ['enforced', false, false],
    ['enforced', true, false],
  ] as const)('policy %s, enrolled %s: the account password opens mail: %s', (policy, enrolled, opens) => {
    expect(accountPasswordOpensMail(policy, enrolled)).toBe(opens);
  });
});

describe('wrong codes', () => {
  it('waits from the third on, longer each time, and disables at the limit', () => {
    let state = { wrongCodes: 0, nextCodeAt: 0 };
    const seen = Array.from({ length: 8 }, () => {
      const after = afterWrongCode(state, 8, 0);
      state = after;
      return [secondsToWait(after, 0), after.attemptsLeft, after.disables];
    });
    expect(seen).toEqual([
      [0, 7, false],
      [0, 6, false],
      [5, 5, false],
      [15, 4, false],
      [30, 3, false],
      [60, 2, false],
      [120, 1, false],
      [300, 0, true],
    ]);
  });

  it('rounds the wait up and ends it on time', () => {
    const state = { wrongCodes: 3, nextCodeAt: 5000 };
    expect([secondsToWait(state, 0), secondsToWait(state, 4001), secondsToWait(state, 5000)]).toEqual([5, 1, 0]);
  });
});

describe('password guessing', () => {
  it('blocks one address at one service after three failures within a minute, for five minutes', () => {
    const clock = fakeClock();
    const limit = createGuessLimit(clock);
    expect([1, 2, 3].map(() => limit.fail('imap', 'a'))).toEqual([false, false, true]);
    expect(limit.wait('imap', 'a')).toBe(300);
    expect([limit.wait('pop3', 'a'), limit.wait('imap', 'b')]).toEqual([0, 0]);
    clock.advance(5 * minute - second);
    expect(limit.wait('imap', 'a')).toBe(1);
    clock.advance(second);
    expect(limit.wait('imap', 'a')).toBe(0);
    expect(limit.fail('imap', 'a')).toBe(false);
  });

  it('does not add up failures further apart', () => {
    const clock = fakeClock();
    const limit = createGuessLimit(clock);
    limit.fail('smtp', 'a');
    limit.fail('smtp', 'a');
    clock.advance(minute);
    expect(limit.fail('smtp', 'a')).toBe(false);
    expect(limit.wait('smtp', 'a')).toBe(0);
  });
});

describe('client versions', () => {
  it.each([
    ['1.0.0', '1.0.0', false],
    ['1.0', '1.0.0', false],
    ['0.9.9', '1.0.0', true],
    ['1.10.0', '1.9.0', false],
    ['2', '10', true],
    ['v1.2.3-beta', '1.2.3', false],
    ['unversioned', '1.0.0', false],
    ['', '1.0.0', false],
  ])('%s against %s: older %s', (version, minimum, older) => {
    expect(isOlder(version, minimum)).toBe(older);
  });
});

describe('account passwords', () => {
  const owner = { loginName: 'ana', domainName: 'enforced.example', fullName: 'Ana de Moreira' };
  it.each([
    ['Short-1', 'tooShort'],
    ['onlylowercase', 'tooSimple'],
    ['lowerand12345', 'tooSimple'],
    ['xxMoreira-77', 'containsName'],
    ['ANA-is-here-1', 'containsName'],
    ['made-Of-steel', undefined],
    ['Brücke-über-1', undefined],
  ])('%s: %s', (password, fault) => {
    expect(passwordFault(password, owner)).toBe(fault);
  });
});

describe('recovery addresses', () => {
  const own = ['ana@enforced.example', 'a.moreira@enforced.example'];
  it.each([
    ['ana.private@outside.example', undefined],
    [' Ana.Private@Outside.Example ', undefined],
    ['ana@enforced.example', 'sameAsAccount'],
    ['ANA@ENFORCED.EXAMPLE', 'sameAsAccount'],
    ['ana+codes@enforced.example', 'sameAsAccount'],
    ['a.moreira@enforced.example', 'ownAlias'],
    ['ben@enforced.example', undefined],
    ['nobody', 'invalid'],
    ['two@at@signs', 'invalid'],
    ['spaces in@it.example', 'invalid'],
    ['a@b', 'invalid'],
    ['.dot@outside.example', 'invalid'],
    ['a@outside.example\r\nRCPT TO:<b@c.example>', 'invalid'],
  ])('%s: %s', (address, fault) => {
    expect(recoveryAddressFault(address, own)).toBe(fault);
  });

  it('shows only the first letter and the domain', () => {
    expect(maskAddress('ana.private@outside.example')).toBe('a***@outside.example');
  });
});

describe('secrets people type', () => {
  it('makes app passwords of 20 unambiguous letters and forgives how they are typed', () => {
    const secret = newAppPasswordSecret();
    expect(secret).toMatch(/^[abcdefghjkmnpqrstuvwxyz]{20}$/u);
    const grouped = (secret.match(/.{4}/gu) ?? []).join('-').toUpperCase();
    expect(canonicalAppPassword(` ${grouped} `)).toBe(secret);
    expect(canonicalAppPassword(secret.slice(1))).toBeUndefined();
    expect(canonicalAppPassword('Demo-pass-1')).toBeUndefined();
  });

  it('makes ten different recovery codes that cannot be taken for six digits', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}$/u);
    expect(looksLikeRecoveryCode(String(codes[0]).toUpperCase().replace('-', ' '))).toBe(true);
    expect(looksLikeRecoveryCode('123456')).toBe(false);
  });
});

describe('log lines', () => {
  it('have the documented shape in local time', () => {
    const time = new Date(2021, 4, 17, 12, 18, 30).getTime();
    expect(logLine(time, 'text')).toBe('[17/May/2021 12:18:30] text');
  });

  it('cannot be forged by line breaks in a name', () => {
    const line = logLine(0, 'user x\r\n[01/Jan/2030 00:00:00] forged\u2028again');
    expect(line.split(/[\r\n\u2028]/u)).toHaveLength(1);
  });
});
