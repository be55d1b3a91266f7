import { describe, expect, it } from 'vitest';
import { domainOf, initialsOf, isAddress, judgeRecovery } from '../../../renderer/logic/address.ts';

describe('a mail address', () => {
  it.each([
    ['ana@enforced.example', true],
    [' ana@enforced.example ', true],
    ['ana', false],
    ['ana@', false],
    ['@enforced.example', false],
    ['ana@b@c', false],
    ['ana berg@enforced.example', false],
    ['', false],
  ])('%j: %s', (text, good) => expect(isAddress(text)).toBe(good));

  it('has its domain in lower case', () => expect(domainOf('Ana@Enforced.Example ')).toBe('enforced.example'));
});

describe('a recovery address', () => {
  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['ana.private', 'invalid'],
    ['ana@enforced.example', 'sameAsAccount'],
    [' ANA@Enforced.example', 'sameAsAccount'],
    ['front.desk@enforced.example', 'sameDomain'],
    ['ana@sub.enforced.example', 'good'],
    ['ana.private@outside.example', 'good'],
  ])('%j is %s', (typed, verdict) => expect(judgeRecovery(typed, 'ana@enforced.example')).toBe(verdict));
});

describe('initials', () => {
  it.each([
    ['Jonna Lindqvist', 'JL'],
    ['ana.berg@enforced.example', 'AB'],
    ['ana@enforced.example', 'A'],
    ['Łucja', 'Ł'],
    ['?', ''],
  ])('%j: %j', (name, initials) => expect(initialsOf(name)).toBe(initials));
});
