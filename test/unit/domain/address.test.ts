import { expect, it } from 'vitest';
import { checkRecoveryAddress, parseAddress, sameMailbox } from '../../../app/domain/address.ts';
import { compareVersions } from '../../../app/domain/version-number.ts';

it.each([
  ['ana@enforced.example', { local: 'ana', domain: 'enforced.example' }],
  [' Ana.B@Sub.Enforced.Example ', { local: 'Ana.B', domain: 'sub.enforced.example' }],
])('reads %s', (text, parts) => {
  expect(parseAddress(text)).toEqual(parts);
});

it.each([
  '',
  'ana',
  'ana@',
  '@x.example',
  'ana@localhost',
  'a b@x.example',
  'ana@x..example',
  'ana@-x.example',
  'a@b@c.example',
])('refuses "%s"', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

it('knows one mailbox under its names', () => {
  expect(sameMailbox('ana@x.example', 'ANA+phone@X.example')).toBe(true);
  expect(sameMailbox('ana@x.example', 'ana@y.example')).toBe(false);
});

it.each([
  ['ana.private@outside.example', 'ok'],
  ['ben@enforced.example', 'sameOrganisation'],
  ['Ana@enforced.example', 'sameAsAccount'],
  ['ana', 'invalid'],
])('judges the recovery address %s as %s', (recovery, verdict) => {
  expect(checkRecoveryAddress('ana@enforced.example', recovery)).toBe(verdict);
});

it.each([
  ['0.1.0', '0.1', 0],
  ['1.9.0', '1.10.0', -1],
  ['2.0', '1.99.99', 1],
])('orders version %s against %s', (one, other, sign) => {
  expect(Math.sign(compareVersions(one, other))).toBe(sign);
});
