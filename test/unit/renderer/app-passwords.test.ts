import { describe, expect, it } from 'vitest';
import type { AppPassword } from '../../../app/contract/app-passwords.ts';
import { scope } from '../../../app/protocol/app-passwords.ts';
import {
  allScopes,
  deviceKindOf,
  expiryOf,
  fitsFilter,
  protocolName,
  sortAppPasswords,
  usageOf,
  usualSorting,
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
    expect(sortAppPasswords(list, usualSorting).map((one) => one.id)).toEqual(['here', 'new', 'old', 'never']);
  });

  it('can come by name, age or end, either way round, those without an end as the last to end', () => {
    const list = [
      password('b', { createdAt: daysAgo(9), expiresAt: daysAgo(-5) }),
      password('a', { createdAt: daysAgo(8) }),
      password('c', { createdAt: daysAgo(7), expiresAt: daysAgo(-1) }),
    ];
    const by = (column: 'name' | 'created' | 'expires', down: boolean) =>
      sortAppPasswords(list, { column, down })
        .map((one) => one.id)
        .join('');
    expect([by('name', false), by('name', true)]).toEqual(['abc', 'cba']);
    expect([by('created', false), by('created', true)]).toEqual(['bac', 'cab']);
    expect([by('expires', false), by('expires', true)]).toEqual(['cba', 'abc']);
  });

  it('can be narrowed to those that need a look', () => {
    const list = [
      password('used', { lastUsedAt: daysAgo(1) }),
      password('stale', { lastUsedAt: daysAgo(100) }),
      password('ending', { lastUsedAt: daysAgo(1), expiresAt: daysAgo(-3) }),
      password('over', { lastUsedAt: daysAgo(5), expiresAt: daysAgo(2) }),
      password('paused', { lastUsedAt: daysAgo(1), enabled: false }),
    ];
    const of = (filter: 'all' | 'unused' | 'ending' | 'paused') =>
      list.filter((one) => fitsFilter(one, filter, now)).map((one) => one.id);
    expect(of('all')).toHaveLength(5);
    expect(of('unused')).toEqual(['stale']);
    expect(of('ending')).toEqual(['ending', 'over']);
    expect(of('paused')).toEqual(['paused']);
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
