import type { ListResponse } from 'imapflow';
import type { FolderRole } from '../../domain/mail.ts';
import type { FolderFacts } from '../../store/port.ts';
import { folderRoleOf } from './folder-role.ts';

/** What a LIST answer says of one folder; the library reads special uses and knows folder names in many languages. */
export type ListEntry = Pick<
  ListResponse,
  'path' | 'delimiter' | 'flags' | 'subscribed' | 'specialUse' | 'specialUseSource'
>;

const hasFlag = (entry: ListEntry, name: string): boolean =>
  [...entry.flags].some((flag) => flag.toLowerCase() === name);

const serversRole = (entry: ListEntry): FolderRole =>
  entry.specialUseSource === 'name' ? 'none' : folderRoleOf(entry.path, entry.specialUse);

const depth = (entry: ListEntry): number => (entry.delimiter === '' ? 0 : entry.path.split(entry.delimiter).length);

/**
 * The server's folders with their roles, each role at most once: first what the server says (RFC 6154), then what the
 * names tell, the folder nearest the top before others.
 */
export const folderFactsOf = (entries: readonly ListEntry[]): FolderFacts[] => {
  const existing = entries.filter((entry) => entry.path !== '' && !hasFlag(entry, '\\nonexistent'));
  const taken = new Set<FolderRole>();
  const roles = new Map<string, { readonly role: FolderRole; readonly roleSource: 'server' | 'guess' }>();
  const claim = (entry: ListEntry, role: FolderRole, roleSource: 'server' | 'guess'): void => {
    if (role === 'none' || taken.has(role) || roles.has(entry.path) || hasFlag(entry, '\\noselect')) return;
    taken.add(role);
    roles.set(entry.path, { role, roleSource });
  };
  for (const entry of existing) claim(entry, serversRole(entry), 'server');
  const byDepth = [...existing].sort((one, other) => depth(one) - depth(other));
  for (const entry of byDepth) claim(entry, folderRoleOf(entry.path, entry.specialUse), 'guess');
  return existing.map((entry) => ({
    path: entry.path,
    delimiter: entry.delimiter ?? '',
    ...(roles.get(entry.path) ?? { role: 'none', roleSource: 'guess' }),
    selectable: !hasFlag(entry, '\\noselect'),
    // The library leaves it out for what the server only implies.
    subscribed: entry.subscribed === true,
  }));
};
