import { parseAddress } from '../../domain/address.ts';
import type { MailEndpoint } from '../../domain/mail-access.ts';
import { type AutoconfigDocument, readAutoconfig } from './autoconfig-document.ts';
import type { FetchDocument } from './fetch-document.ts';
import type { NameService } from './name-service.ts';
import { recordedServices } from './service-records.ts';

/** Who named a server: the domain itself, its `autoconfig` host, its service records, or only what is usual. */
export type FoundFrom = 'wellKnown' | 'autoconfig' | 'serviceRecord' | 'commonName';

export type FoundServer = {
  readonly endpoint: MailEndpoint;
  readonly from: FoundFrom;
  /** Name to sign in with. */
  readonly user: string;
  /** False: it wants a way of signing in that this client does not know. */
  readonly takesPassword: boolean;
  /**
   * It lies outside the domain, and only the name service, which anybody on the way can forge, says so: the person
   * decides before a password goes there (RFC 6186, section 6).
   */
  readonly foreign: boolean;
};

/** Where a server of our own kind may answer. */
export type FoundPlace = { readonly url: URL; readonly from: FoundFrom; readonly foreign: boolean };

/** What was found for an address, the most trustworthy first. `commonName` is a guess: nobody has asked there yet. */
export type FoundServers = {
  readonly ours: readonly FoundPlace[];
  readonly imap: readonly FoundServer[];
  readonly smtp: readonly FoundServer[];
};

export type ServerFinder = {
  /** Asks every source at once; resolves when the slowest has answered or its time is over. Sends no secret. */
  readonly find: (address: string) => Promise<FoundServers>;
  /** The same, one answer a source, the most trustworthy source first. */
  readonly ask: (address: string) => readonly Promise<FoundServers>[];
};

const nothing: FoundServers = { ours: [], imap: [], smtp: [] };

const isInside = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

const siteOf = (host: string): URL | undefined =>
  URL.canParse(`https://${host}`) ? new URL(new URL(`https://${host}`).origin) : undefined;

const places = (urls: readonly (URL | undefined)[], rest: (url: URL) => Omit<FoundPlace, 'url'>): FoundPlace[] =>
  urls.flatMap((url) => (url === undefined ? [] : [{ url, ...rest(url) }]));

/** A document that came over HTTPS from the domain itself speaks for it, wherever it sends people. */
const ofDocument = (document: AutoconfigDocument, from: FoundFrom): FoundServers => {
  const server = (one: AutoconfigDocument['imap'][number]): FoundServer => ({ ...one, from, foreign: false });
  const page = document.loginPage === undefined ? undefined : new URL(document.loginPage.origin);
  return {
    ours: places([page, ...document.imap.map(({ endpoint }) => siteOf(endpoint.host))], () => ({
      from,
      foreign: false,
    })),
    imap: document.imap.map(server),
    smtp: document.smtp.map(server),
  };
};

const usualNames = (domain: string, address: string): FoundServers => {
  const rest = { from: 'commonName', user: address, takesPassword: true, foreign: false } as const;
  const at = (host: string, port: number, security: MailEndpoint['security']): FoundServer => ({
    endpoint: { host: `${host}.${domain}`, port, security },
    ...rest,
  });
  return {
    ours: places([siteOf(`mail.${domain}`), siteOf(`webmail.${domain}`), siteOf(domain)], () => ({
      from: 'commonName',
      foreign: false,
    })),
    imap: [at('imap', 993, 'tls'), at('mail', 993, 'tls')],
    smtp: [at('smtp', 465, 'tls'), at('mail', 465, 'tls'), at('smtp', 587, 'startTls'), at('mail', 587, 'startTls')],
  };
};

const unique = <T>(all: readonly T[], keyOf: (one: T) => string): T[] =>
  all.filter((one, at) => all.findIndex((other) => keyOf(other) === keyOf(one)) === at);

const endpointKey = ({ endpoint }: FoundServer): string => `${endpoint.host}:${endpoint.port}:${endpoint.security}`;

const merge = (all: readonly FoundServers[]): FoundServers => ({
  ours: unique(
    all.flatMap(({ ours }) => ours),
    ({ url }) => url.origin,
  ),
  imap: unique(
    all.flatMap(({ imap }) => imap),
    endpointKey,
  ),
  smtp: unique(
    all.flatMap(({ smtp }) => smtp),
    endpointKey,
  ),
});

/**
 * Finds the servers of an address: the domain's own well-known document and its `autoconfig` host (Thunderbird's
 * autoconfig format, over HTTPS), its SRV records (RFC 6186, RFC 8314), and the usual names. No third party is asked.
 * @param ports.fetchDocument fetches a public document, see `documentFetcher`
 */
export const createServerFinder = (ports: {
  readonly names: NameService;
  readonly fetchDocument: FetchDocument;
}): ServerFinder => {
  const fromDocument = async (url: string, address: string, from: FoundFrom): Promise<FoundServers> => {
    const text = await ports.fetchDocument(new URL(url));
    const document = text === undefined ? undefined : readAutoconfig(text, address);
    return document === undefined ? nothing : ofDocument(document, from);
  };

  const fromRecords = async (address: string, domain: string): Promise<FoundServers> => {
    const { imap, smtp } = await recordedServices(ports.names, address);
    const from = 'serviceRecord';
    const server = (endpoint: MailEndpoint): FoundServer => ({
      endpoint,
      from,
      user: address,
      takesPassword: true,
      foreign: !isInside(endpoint.host, domain),
    });
    return {
      ours: places(
        imap.map(({ host }) => siteOf(host)),
        ({ hostname }) => ({ from, foreign: !isInside(hostname, domain) }),
      ),
      imap: imap.map(server),
      smtp: smtp.map(server),
    };
  };

  const ask: ServerFinder['ask'] = (address) => {
    const domain = parseAddress(address)?.domain;
    if (domain === undefined) return [];
    const query = `?emailaddress=${encodeURIComponent(address)}`;
    return [
      fromDocument(`https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`, address, 'wellKnown'),
      fromDocument(`https://autoconfig.${domain}/mail/config-v1.1.xml${query}`, address, 'autoconfig'),
      fromRecords(address, domain),
      Promise.resolve(usualNames(domain, address)),
    ];
  };

  return { ask, find: async (address) => merge(await Promise.all(ask(address))) };
};
