import { describe, expect, it } from 'vitest';
import type { AppPassword } from '../../../app/contract/app-passwords.ts';
import { scope } from '../../../app/protocol/app-passwords.ts';
import {
  allScopes,
  deviceKindOf,
  expiryOf,
  protocolName,
  sortAppPasswords,
  usageOf,
} from '../../../renderer/logic/app-passwords.ts';

const now = new Date(2026, 4, 21, 12);
const daysAgo = (days: number): string => new Date(2026, 4, 21 - days, 11).toISOString();
const password = (id: string, more: Partial<AppPassword> = {}): AppPassword => ({
  id,
  name: id,
  scopes: ['imap'],
  createdAt: daysAgo(200),
  enabled: true,
  deviceBound: false,
  current: false,
  ...more,
});

describe('app passwords in the list', () => {
  it('come with this computer first, then by last use, never used last', () => {
    const list = [
      password('never'),
      password('old', { lastUsedAt: daysAgo(100) }),
      password('new', { lastUsedAt: daysAgo(1) }),
      password('here', { current: true, lastUsedAt: daysAgo(3) }),
    ];
    expect(sortAppPasswords(list).map((one) => one.id)).toEqual(['here', 'new', 'old', 'never']);
  });

  it('count as unused after 90 days, or when never used since the day they were made', () => {
    expect(usageOf(password('a', { lastUsedAt: daysAgo(89) }), now)).toEqual({ kind: 'used' });
    expect(usageOf(password('a', { lastUsedAt: daysAgo(127) }), now)).toEqual({ kind: 'stale', days: 127 });
    expect(usageOf(password('a'), now)).toEqual({ kind: 'never' });
    expect(usageOf(password('a', { createdAt: daysAgo(0) }), now)).toEqual({ kind: 'used' });
  });

  it('point out an end that is near or past', () => {
    expect(expiryOf(password('a'), now).state).toBe('none');
    expect(expiryOf(password('a', { expiresAt: daysAgo(-60) }), now).state).toBe('later');
    expect(expiryOf(password('a', { expiresAt: daysAgo(-9) }), now)).toEqual({ state: 'soon', days: 9 });
    expect(expiryOf(password('a', { expiresAt: daysAgo(1) }), now).state).toBe('over');
  });

  it('have a picture by name and use', () => {
    expect(deviceKindOf(password('x', { name: 'Phone of Ana' }))).toBe('phone');
    expect(deviceKindOf(password('x', { name: 'Second floor', scopes: ['smtp'] }))).toBe('printer');
    expect(deviceKindOf(password('x', { name: 'Phone', current: true }))).toBe('here');
  });
});

it('offers every scope of the contract', () => expect([...allScopes].sort()).toEqual([...scope.options].sort()));

it('writes protocols as people know them', () => {
  expect(protocolName('imap')).toBe('IMAP');
  expect(protocolName('CalDAV')).toBe('CalDAV');
  expect(protocolName('ews')).toBe('EWS');
});
