import { parseAddress } from './address.ts';
import type { MailEndpoint, MailSettings } from './mail-access.ts';

type ProviderServers = {
  readonly imap: MailEndpoint;
  readonly smtp: MailEndpoint;
};

/** A large provider whose ways differ from those of any server with IMAP and SMTP. */
export type MailProvider = {
  readonly name: string;
  /** Of its own addresses; others are known by its servers. */
  readonly domains: readonly string[];
  /** Of its servers, without what stands before. */
  readonly servers: string;
  /** `password`: an app password, made on its page. `other`: none of the ways this program signs in by. */
  readonly signIn: 'appPassword' | 'other';
  /** Where the person makes an app password. */
  readonly page?: string;
  /** The app password is shown in groups, and the spaces between them are no part of it. */
  readonly inGroups?: true;
  readonly settings?: ProviderServers;
};

const secure = (host: string, port: number): MailEndpoint => ({ host, port, security: 'tls' });

/** As the providers' own help pages say; the addresses of pages are theirs. */
export const mailProviders: readonly MailProvider[] = [
  {
    name: 'Gmail',
    domains: ['gmail.com', 'googlemail.com'],
    servers: 'gmail.com',
    signIn: 'appPassword',
    page: 'https://myaccount.google.com/apppasswords',
    inGroups: true,
    settings: { imap: secure('imap.gmail.com', 993), smtp: secure('smtp.gmail.com', 465) },
  },
  {
    name: 'iCloud Mail',
    domains: ['icloud.com', 'me.com', 'mac.com'],
    servers: 'mail.me.com',
    signIn: 'appPassword',
    page: 'https://account.apple.com/account/manage',
    settings: {
      imap: secure('imap.mail.me.com', 993),
      smtp: { host: 'smtp.mail.me.com', port: 587, security: 'startTls' },
    },
  },
  {
    name: 'Yahoo Mail',
    domains: [
      'yahoo.com',
      'yahoo.co.uk',
      'yahoo.de',
      'yahoo.fr',
      'yahoo.es',
      'yahoo.it',
      'ymail.com',
      'rocketmail.com',
    ],
    servers: 'mail.yahoo.com',
    signIn: 'appPassword',
    page: 'https://login.yahoo.com/account/security',
    settings: { imap: secure('imap.mail.yahoo.com', 993), smtp: secure('smtp.mail.yahoo.com', 465) },
  },
  {
    name: 'Fastmail',
    domains: ['fastmail.com', 'fastmail.fm', 'fastmail.net', 'fastmail.org', 'messagingengine.com'],
    servers: 'fastmail.com',
    signIn: 'appPassword',
    page: 'https://app.fastmail.com/settings/security/integrations',
    settings: { imap: secure('imap.fastmail.com', 993), smtp: secure('smtp.fastmail.com', 465) },
  },
  {
    name: 'Outlook.com',
    domains: ['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'hotmail.co.uk', 'outlook.de', 'hotmail.de'],
    servers: 'outlook.com',
    signIn: 'other',
  },
  { name: 'Microsoft 365', domains: [], servers: 'office365.com', signIn: 'other' },
];

const isBelow = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

/** The provider of an address or of its server for reading; most addresses have none of these. */
export const providerOf = (address: string, imapHost = ''): MailProvider | undefined => {
  const domain = parseAddress(address)?.domain ?? '';
  const host = imapHost.trim().toLowerCase();
  return mailProviders.find(({ domains, servers }) => domains.includes(domain) || isBelow(host, servers));
};

/** What a provider's own addresses are set up with. */
export const providerSettings = (address: string): MailSettings | undefined => {
  const settings = providerOf(address)?.settings;
  return settings === undefined ? undefined : { user: address.trim(), ...settings };
};

/** The password as the server wants it, whatever the page put between its groups. */
export const passwordFor = (provider: MailProvider | undefined, typed: string): string =>
  provider?.inGroups === true ? typed.replace(/\s+/gu, '') : typed;
