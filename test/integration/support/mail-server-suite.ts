import { describe } from 'vitest';
import type { MailServer } from './mail-server.ts';
import { poorCapabilities, startPlainDovecot } from './plain-dovecot.ts';
import { startSecondServer } from './second-server.ts';

/** Which of the extensions that a mail program takes different ways for a server says it has. */
export type ServerTraits = {
  readonly condstore: boolean;
  readonly qresync: boolean;
  readonly move: boolean;
  readonly uidplus: boolean;
  readonly specialUse: boolean;
  readonly idle: boolean;
  readonly notify: boolean;
  /** What stands before the names of folders other than INBOX. */
  readonly prefix: string;
};

type Kind = { readonly name: string; readonly start: () => Promise<MailServer>; readonly traits: ServerTraits };

const rich: ServerTraits = {
  condstore: true,
  qresync: true,
  move: true,
  uidplus: true,
  specialUse: true,
  idle: true,
  notify: true,
  prefix: '',
};

export const mailServers = {
  dovecot: { name: 'Dovecot', start: () => startPlainDovecot(), traits: rich },
  cyrus: { name: 'Cyrus IMAP', start: () => startSecondServer(), traits: { ...rich, notify: false } },
  /** Mod-seqs without QRESYNC, as with several large providers. */
  withoutQresync: {
    name: 'Cyrus IMAP with CONDSTORE alone',
    start: () => startSecondServer({ belowInbox: true, separator: '.', without: ['QRESYNC', 'MOVE'] }),
    traits: { ...rich, qresync: false, move: false, notify: false, prefix: 'INBOX.' },
  },
  poor: {
    name: 'a Dovecot that offers no extension',
    start: () => startPlainDovecot({ capabilities: poorCapabilities, storage: 'maildir', specialFolders: false }),
    traits: {
      condstore: false,
      qresync: false,
      move: false,
      uidplus: false,
      specialUse: false,
      idle: false,
      notify: false,
      prefix: '',
    },
  },
} as const satisfies Record<string, Kind>;

/** The same tests against each kind of server, in a block named after it. `start` is called by the tests' hooks. */
export const eachMailServer = (
  tests: (name: string, start: () => Promise<MailServer>, traits: ServerTraits) => void,
  kinds: readonly Kind[] = Object.values(mailServers),
): void => {
  for (const { name, start, traits } of kinds) describe(`on ${name}`, () => tests(name, start, traits));
};
