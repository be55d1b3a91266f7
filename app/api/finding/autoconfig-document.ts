import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { parseAddress } from '../../domain/address.ts';
import type { MailEndpoint } from '../../domain/mail-access.ts';

/** A server of a mail set-up document that can be used: over TLS. */
export type ConfiguredServer = {
  readonly endpoint: MailEndpoint;
  readonly user: string;
  /** It takes a password; without it only ways of signing in that this client does not know. */
  readonly takesPassword: boolean;
};

export type AutoconfigDocument = {
  /** TLS from the first byte first, otherwise in the document's order, which is the provider's preference. */
  readonly imap: readonly ConfiguredServer[];
  readonly smtp: readonly ConfiguredServer[];
  /** Where the provider's web page for signing in is. */
  readonly loginPage?: URL;
};

const list = <T extends z.ZodType>(item: T) =>
  z
    .union([item, z.array(item)])
    .optional()
    .transform((value) => (value === undefined ? [] : [value].flat()));

const serverEntry = z.object({
  '@type': z.string(),
  hostname: z.string(),
  port: z.coerce.number().int().min(1).max(65535),
  socketType: z.string(),
  username: z.string().optional(),
  authentication: list(z.string()),
});

const document = z.object({
  clientConfig: z.object({
    emailProvider: z.object({ incomingServer: list(serverEntry), outgoingServer: list(serverEntry) }),
    webMail: z
      .object({ loginPage: z.object({ '@url': z.string() }).optional() })
      .optional()
      .catch(undefined),
  }),
});

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
});

const securities: Readonly<Record<string, MailEndpoint['security']>> = { SSL: 'tls', STARTTLS: 'startTls' };

const fill = (template: string, address: string): string => {
  const parts = parseAddress(address);
  return template
    .replaceAll('%EMAILADDRESS%', address)
    .replaceAll('%EMAILLOCALPART%', parts?.local ?? '')
    .replaceAll('%EMAILDOMAIN%', parts?.domain ?? '');
};

const passwordWays: readonly string[] = ['password-cleartext', 'password-encrypted', 'plain', 'secure'];

const usable = (
  entries: readonly z.infer<typeof serverEntry>[],
  type: string,
  address: string,
): readonly ConfiguredServer[] => {
  const servers = entries.flatMap((entry): ConfiguredServer[] => {
    const security = securities[entry.socketType];
    if (entry['@type'] !== type || security === undefined) return [];
    const ways = entry.authentication;
    return [
      {
        endpoint: { host: fill(entry.hostname, address), port: entry.port, security },
        user: fill(entry.username ?? '%EMAILADDRESS%', address),
        takesPassword: ways.length === 0 || ways.some((way) => passwordWays.includes(way)),
      },
    ];
  });
  const withSecurity = (security: MailEndpoint['security']): ConfiguredServer[] =>
    servers.filter(({ endpoint }) => endpoint.security === security);
  return [...withSecurity('tls'), ...withSecurity('startTls')];
};

const loginPageOf = (url: string | undefined, address: string): { readonly loginPage?: URL } => {
  const text = fill(url ?? '', address);
  if (!URL.canParse(text)) return {};
  const page = new URL(text);
  return page.protocol === 'https:' && page.username === '' && page.password === '' ? { loginPage: page } : {};
};

/**
 * Reads a mail set-up document in Thunderbird's autoconfig format (config-v1.1); undefined where it is none or names no
 * IMAP server. Servers without TLS are left out.
 */
export const readAutoconfig = (xml: string, address: string): AutoconfigDocument | undefined => {
  let tree: unknown;
  try {
    tree = parser.parse(xml);
  } catch {
    return undefined;
  }
  const parsed = document.safeParse(tree);
  if (!parsed.success) return undefined;
  const { emailProvider, webMail } = parsed.data.clientConfig;
  const imap = usable(emailProvider.incomingServer, 'imap', address);
  if (imap.length === 0) return undefined;
  const smtp = usable(emailProvider.outgoingServer, 'smtp', address);
  return { imap, smtp, ...loginPageOf(webMail?.loginPage?.['@url'], address) };
};
