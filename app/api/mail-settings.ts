import type { Failure } from '../domain/failure.ts';
import type { MailEndpoint } from '../domain/mail-access.ts';
import { fail, type Result, succeed } from '../domain/result.ts';
import { readAutoconfig } from './finding/autoconfig-document.ts';
import type { ServerClient } from './server-client.ts';

export type MailSettings = { readonly user: string; readonly imap: MailEndpoint; readonly smtp?: MailEndpoint };

/** Reads a mail set-up document in Thunderbird's autoconfig format (config-v1.1). Entries without TLS are not used. */
export const parseMailSettings = (xml: string, address: string): MailSettings | undefined => {
  const document = readAutoconfig(xml, address);
  const [imap] = document?.imap ?? [];
  if (imap === undefined) return undefined;
  const [smtp] = document?.smtp ?? [];
  return { user: imap.user, imap: imap.endpoint, ...(smtp === undefined ? {} : { smtp: smtp.endpoint }) };
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
