import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { parseAddress } from '../domain/address.ts';
import type { Failure } from '../domain/failure.ts';
import type { MailEndpoint } from '../domain/mail-access.ts';
import { fail, type Result, succeed } from '../domain/result.ts';
import type { ServerClient } from './server-client.ts';

export type MailSettings = { readonly user: string; readonly imap: MailEndpoint; readonly smtp?: MailEndpoint };

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
});

const document = z.object({
  clientConfig: z.object({
    emailProvider: z.object({ incomingServer: list(serverEntry), outgoingServer: list(serverEntry) }),
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

const firstUsable = (entries: readonly z.infer<typeof serverEntry>[], type: string, address: string) => {
  const usable = entries.flatMap((entry) => {
    const security = securities[entry.socketType];
    if (entry['@type'] !== type || security === undefined) return [];
    return [{ entry, endpoint: { host: fill(entry.hostname, address), port: entry.port, security } }];
  });
  return usable.find(({ endpoint }) => endpoint.security === 'tls') ?? usable[0];
};

/** Reads a mail set-up document in Thunderbird's autoconfig format (config-v1.1). Entries without TLS are not used. */
export const parseMailSettings = (xml: string, address: string): MailSettings | undefined => {
  let tree: unknown;
  try {
    tree = parser.parse(xml);
  } catch {
    return undefined;
  }
  const parsed = document.safeParse(tree);
  if (!parsed.success) return undefined;
  const { incomingServer, outgoingServer } = parsed.data.clientConfig.emailProvider;
  const imap = firstUsable(incomingServer, 'imap', address);
  if (imap === undefined) return undefined;
  const smtp = firstUsable(outgoingServer, 'smtp', address);
  return {
    user: fill(imap.entry.username ?? '%EMAILADDRESS%', address),
    imap: imap.endpoint,
    ...(smtp === undefined ? {} : { smtp: smtp.endpoint }),
  };
};

/** Asks the server of an account where its mail is. */
export const fetchMailSettings = async (
  client: ServerClient,
  address: string,
): Promise<Result<MailSettings, Failure>> => {
  const text = await client.fetchText(`/mail/config-v1.1.xml?emailaddress=${encodeURIComponent(address)}`);
  if (!text.ok) return text;
  const settings = parseMailSettings(text.value, address);
  return settings === undefined ? fail({ code: 'noMailSettings', host: client.url.hostname }) : succeed(settings);
};
