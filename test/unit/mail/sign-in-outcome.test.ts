import { expect, it } from 'vitest';
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
