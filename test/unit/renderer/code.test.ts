import { describe, expect, it } from 'vitest';
import { isWholeCode, normaliseCode, normaliseRecoveryCode } from '../../../renderer/logic/code.ts';

describe('a code as it is typed', () => {
  it.each([
    ['123456', '123456'],
    ['123 456', '123456'],
    ['123-456', '123456'],
    [' 012345\n', '012345'],
    ['1234567', '123456'],
    ['12a3', '123'],
    ['', ''],
  ])('%j becomes %j', (typed, code) => expect(normaliseCode(typed)).toBe(code));

  it('keeps leading zeros and knows a whole code', () => {
    expect(isWholeCode('000000')).toBe(true);
    expect(isWholeCode('00000')).toBe(false);
    expect(isWholeCode('00000a')).toBe(false);
  });
});

describe('a recovery code as it is typed back', () => {
  it.each([
    ['k3m9q-7xwzt', 'k3m9q-7xwzt'],
    [' K3M9Q-7XWZT ', 'k3m9q-7xwzt'],
    ['k3m9q – 7xwzt', 'k3m9q-7xwzt'],
    ['', ''],
  ])('%j becomes %j', (typed, code) => expect(normaliseRecoveryCode(typed)).toBe(code));

  it('stays within what the contract takes', () => expect(normaliseRecoveryCode('x'.repeat(99))).toHaveLength(32));
});
