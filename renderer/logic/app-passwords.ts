import type { AppPassword, Scope } from '../../app/contract/app-passwords.ts';
import { daysSince } from '../text/dates.ts';

/** Days without a sign-in after which a password counts as unused. */
export const staleAfterDays = 90;

/** Days before its end from which an expiry is pointed out. */
const soonDays = 14;

export type SortColumn = 'name' | 'created' | 'used' | 'expires';
export type Sorting = { readonly column: SortColumn; readonly down: boolean };

/** The last used first: what nobody uses any more is found at the end. */
export const usualSorting: Sorting = { column: 'used', down: true };

const later = '9999';

const compare: Readonly<Record<SortColumn, (a: AppPassword, b: AppPassword) => number>> = {
  name: (a, b) => a.name.localeCompare(b.name),
  created: (a, b) => a.createdAt.localeCompare(b.createdAt),
  used: (a, b) => (a.lastUsedAt ?? '').localeCompare(b.lastUsedAt ?? ''),
  expires: (a, b) => (a.expiresAt ?? later).localeCompare(b.expiresAt ?? later),
};

/** This computer's own first, then as wanted; among equals the newest first. */
export const sortAppPasswords = (list: readonly AppPassword[], { column, down }: Sorting): AppPassword[] =>
  [...list].sort((a, b) => {
    if (a.current !== b.current) return a.current ? -1 : 1;
    const wanted = compare[column](a, b) * (down ? -1 : 1);
    return wanted === 0 ? b.createdAt.localeCompare(a.createdAt) : wanted;
  });

export type Filter = 'all' | 'unused' | 'ending' | 'paused';

export const fitsFilter = (password: AppPassword, filter: Filter, now: Date): boolean => {
  switch (filter) {
    case 'all':
      return true;
    case 'unused':
      return usageOf(password, now).kind !== 'used';
    case 'ending':
      return ['soon', 'over'].includes(expiryOf(password, now).state);
    case 'paused':
      return !password.enabled;
  }
};

export type Usage =
  | { readonly kind: 'used' }
  | { readonly kind: 'never' }
  | { readonly kind: 'stale'; readonly days: number };

/** Whether anything still signs in with it. A password made today is not called unused yet. */
export const usageOf = (password: AppPassword, now: Date): Usage => {
  if (password.lastUsedAt === undefined)
    return daysSince(password.createdAt, now) >= 1 ? { kind: 'never' } : { kind: 'used' };
  const days = daysSince(password.lastUsedAt, now);
  return days >= staleAfterDays ? { kind: 'stale', days } : { kind: 'used' };
};

export type ExpiryState = 'none' | 'later' | 'soon' | 'over';

export const expiryOf = (password: AppPassword, now: Date): { readonly state: ExpiryState; readonly days: number } => {
  if (password.expiresAt === undefined) return { state: 'none', days: 0 };
  if (Date.parse(password.expiresAt) <= now.getTime()) return { state: 'over', days: 0 };
  const days = -daysSince(password.expiresAt, now);
  return { state: days <= soonDays ? 'soon' : 'later', days };
};

export type DeviceKind = 'here' | 'phone' | 'tablet' | 'printer' | 'script' | 'calendar' | 'computer';

/** A guess at the kind of device from its name and scopes, for its picture only. */
export const deviceKindOf = ({
  name,
  scopes,
  current,
}: Pick<AppPassword, 'name' | 'scopes' | 'current'>): DeviceKind => {
  if (current) return 'here';
  if (/tablet|ipad/i.test(name)) return 'tablet';
  if (/phone|pixel|galaxy|android/i.test(name)) return 'phone';
  if (/print|scan/i.test(name)) return 'printer';
  if (/script|backup|cron|bot/i.test(name)) return 'script';
  if (scopes.every((scope) => scope === 'caldav' || scope === 'carddav')) return 'calendar';
  return scopes.length === 1 && scopes[0] === 'smtp' ? 'printer' : 'computer';
};

/** Protocols as people know them. */
export const scopeNames: Readonly<Record<Scope, string>> = {
  imap: 'IMAP',
  smtp: 'SMTP',
  pop3: 'POP',
  caldav: 'CalDAV',
  carddav: 'CardDAV',
};

export const protocolName = (protocol: string): string =>
  (scopeNames as Readonly<Record<string, string>>)[protocol.toLowerCase()] ?? protocol.toUpperCase();

export const allScopes: readonly Scope[] = ['imap', 'smtp', 'pop3', 'caldav', 'carddav'];

export type Preset = 'phone' | 'program' | 'printer' | 'calendar';

export const presetScopes: Readonly<Record<Preset, readonly Scope[]>> = {
  phone: ['imap', 'smtp', 'caldav', 'carddav'],
  program: ['imap', 'smtp'],
  printer: ['smtp'],
  calendar: ['caldav', 'carddav'],
};
