type Endpoint = { readonly host: string; readonly port: number };

export type AppleProfile = {
  readonly address: string;
  readonly fullName: string;
  /** App password; it stands in the document as it is. */
  readonly password: string;
  /** Implicit TLS, both. A password that may only read has no `smtp`, one that may only send no `imap`. */
  readonly imap?: Endpoint;
  readonly smtp?: Endpoint;
  /** What the device shows as the sender of the profile. */
  readonly organisation: string;
  /** UUIDs of the profile and of the account in it. */
  readonly ids: readonly [profile: string, account: string];
};

/** Served and saved under this type (Apple, Configuration Profile Reference). */
export const appleProfileType = 'application/x-apple-aspen-config';
export const appleProfileName = 'latchkey-mail.mobileconfig';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
/** Control characters cannot stand in XML 1.0 at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;
const xml = (text: string): string => text.replace(unwritable, '').replace(/[&<>]/gu, (sign) => escapes[sign] ?? sign);

type Value = string | number | boolean | readonly Entries[];
type Entries = { readonly [key: string]: Value };

const written = (value: Value): string => {
  if (typeof value === 'string') return `<string>${xml(value)}</string>`;
  if (typeof value === 'number') return `<integer>${value}</integer>`;
  if (typeof value === 'boolean') return value ? '<true/>' : '<false/>';
  return `<array>${value.map(dictionary).join('')}</array>`;
};

const dictionary = (entries: Entries): string =>
  `<dict>${Object.entries(entries)
    .map(([key, value]) => `<key>${key}</key>${written(value)}`)
    .join('')}</dict>`;

const incoming = ({ host, port }: Endpoint, { address, password }: AppleProfile): Entries => ({
  IncomingMailServerAuthentication: 'EmailAuthPassword',
  IncomingMailServerHostName: host,
  IncomingMailServerPortNumber: port,
  IncomingMailServerUseSSL: true,
  IncomingMailServerUsername: address,
  IncomingPassword: password,
});

const outgoing = ({ host, port }: Endpoint, { address, password }: AppleProfile): Entries => ({
  OutgoingMailServerAuthentication: 'EmailAuthPassword',
  OutgoingMailServerHostName: host,
  OutgoingMailServerPortNumber: port,
  OutgoingMailServerUseSSL: true,
  OutgoingMailServerUsername: address,
  OutgoingPassword: password,
});

/**
 * An unsigned configuration profile that sets up a mail account on an iPhone, an iPad or a Mac, its app password
 * included: whoever has the document has the password.
 */
export const appleProfile = (profile: AppleProfile): string => {
  const { address, fullName, imap, smtp, organisation, ids } = profile;
  const account: Entries = {
    PayloadType: 'com.apple.mail.managed',
    PayloadVersion: 1,
    PayloadIdentifier: `org.latchkey-mail.account.${ids[1]}`,
    PayloadUUID: ids[1],
    PayloadDisplayName: address,
    EmailAccountType: 'EmailTypeIMAP',
    EmailAccountDescription: address,
    EmailAccountName: fullName,
    EmailAddress: address,
    ...(imap === undefined ? {} : incoming(imap, profile)),
    ...(smtp === undefined ? {} : outgoing(smtp, profile)),
  };
  const document: Entries = {
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: `org.latchkey-mail.profile.${ids[0]}`,
    PayloadUUID: ids[0],
    PayloadDisplayName: address,
    PayloadOrganization: organisation,
    PayloadRemovalDisallowed: false,
    PayloadContent: [account],
  };
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">${dictionary(document)}</plist>
`;
};
