import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundIn,
  mostAccounts,
  ownerOfFolder,
  ownFolder,
  ownId,
  ownThread,
  secondOfShared,
  sharedFolder,
  sharedId,
  sharedThread,
} from '../../../app/domain/account-numbers.ts';

const account = fc.integer({ min: 0, max: mostAccounts - 1 });
const second = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const counter = fc.integer({ min: 0, max: 2 ** 15 - 1 });
const idOf = (at: number, which: number): number => at * 2 ** 20 + which;

describe('the numbers of several accounts', () => {
  it('lead back to the account and its own number', () => {
    fc.assert(
      fc.property(account, second, counter, fc.integer({ min: 1, max: 2 ** 40 }), (whose, at, which, thread) => {
        const id = idOf(at, which);
        const shared = sharedId(whose, id);
        expect(shared).toBeDefined();
        expect(Number.isSafeInteger(shared)).toBe(true);
        expect(ownId(shared ?? 0)).toEqual({ account: whose, id });
        expect(secondOfShared(shared ?? 0)).toBe(at);
        expect(ownThread(sharedThread(whose, thread))).toEqual({ account: whose, id: thread });
      }),
    );
  });

  it('name no message that would be mistaken for another account’s', () => {
    expect(sharedId(1, idOf(1000, 2 ** 15))).toBeUndefined();
  });

  it('cut a list of all where each account’s own is cut', () => {
    const message = fc.record({ whose: account, at: fc.integer({ min: 0, max: 3 }), which: counter });
    fc.assert(
      fc.property(message, message, (bound, one) => {
        const shared = sharedId(bound.whose, idOf(bound.at, bound.which)) ?? 0;
        const id = idOf(one.at, one.which);
        expect(id < boundIn(one.whose, shared)).toBe((sharedId(one.whose, id) ?? 0) < shared);
      }),
    );
  });

  it('tell whose a folder is', () => {
    expect(ownerOfFolder('INBOX')).toBeUndefined();
    expect(ownFolder('INBOX')).toBe('INBOX');
    const shared = sharedFolder('0123456789ab', 'Work/2026');
    expect(ownerOfFolder(shared)).toBe('0123456789ab');
    expect(ownFolder(shared)).toBe('Work/2026');
  });
});
