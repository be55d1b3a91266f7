import { expect, it } from 'vitest';
import { asksToWait } from '../../../app/mail/imap/bulk/sign-in.ts';
import { refusalText, signInOutcome } from '../../../app/mail/imap/sign-in-outcome.ts';

const refusal = (response: string, serverResponseCode?: string) => ({
  authenticationFailed: true,
  response,
  ...(serverResponseCode === undefined ? {} : { serverResponseCode }),
});

it.each([
  [refusal('[AUTHENTICATIONFAILED] Authentication failed.', 'AUTHENTICATIONFAILED'), 'refused'],
  [refusal('Too many failed attempts'), 'refused'],
  [refusal('[UNAVAILABLE] Temporary authentication failure.', 'UNAVAILABLE'), 'askedToWait'],
  [refusal('[ALERT] [LIMIT] Try again later', 'ALERT'), 'askedToWait'],
  [refusal('Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)'), 'crowded'],
  [refusal('[ALERT] Too many simultaneous connections. (Failure)'), 'crowded'],
  [refusal('a1 NO Too many open connections (4 of 4 from host 127.0.0.1)'), 'crowded'],
  [{ code: 'NoConnection', reason: 'Connection limit reached' }, 'crowded'],
  [{ code: 'ECONNREFUSED' }, 'unreachable'],
])('reads %j as %s', (error, outcome) => {
  expect(signInOutcome(error)).toBe(outcome);
});

it("tells the server's words without its codes", () => {
  expect(refusalText(refusal('[AUTHENTICATIONFAILED] Use an app password.'))).toBe('Use an app password.');
  expect(refusalText({ responseText: '[ALERT] No.' })).toBe('No.');
  expect(refusalText({})).toBe('');
});

it('does not take a server that is full for one that refuses, over the fast reader either', () => {
  const status = (text: string, code = '') => ({ status: 'NO' as const, code, text });
  expect(asksToWait(status('Too many open connections (4 of 4 from host 127.0.0.1)'))).toBe(true);
  expect(asksToWait(status('[UNAVAILABLE] Later', 'UNAVAILABLE'))).toBe(true);
  expect(asksToWait(status('[AUTHENTICATIONFAILED] No', 'AUTHENTICATIONFAILED'))).toBe(false);
  expect(asksToWait(status('Too many failed attempts'))).toBe(false);
});
