import type { PublicDocument } from './https-server.ts';

export type MailPorts = {
  readonly imap: number;
  readonly imaps: number;
  readonly pop3s: number;
  readonly smtp: number;
  readonly smtps: number;
};

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const xml = (text: string): string => text.replace(/[&<>"']/gu, (sign) => escapes[sign] ?? sign);

const server = (tag: 'incoming' | 'outgoing', type: string, host: string, port: number, socketType: string): string => `
    <${tag}Server type="${type}">
      <hostname>${xml(host)}</hostname>
      <port>${port}</port>
      <socketType>${socketType}</socketType>
      <username>%EMAILADDRESS%</username>
      <authentication>password-cleartext</authentication>
    </${tag}Server>`;

/** Mail settings in Thunderbird's autoconfig format, version 1.1. `password-cleartext` means: inside TLS. */
export const autoconfigDocument = (domain: string, host: string, ports: MailPorts): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="${xml(domain)}">
    <domain>${xml(domain)}</domain>
    <displayName>Latchkey Mail</displayName>
    <displayShortName>Latchkey</displayShortName>${[
      server('incoming', 'imap', host, ports.imaps, 'SSL'),
      server('incoming', 'imap', host, ports.imap, 'STARTTLS'),
      server('incoming', 'pop3', host, ports.pop3s, 'SSL'),
      server('outgoing', 'smtp', host, ports.smtps, 'SSL'),
      server('outgoing', 'smtp', host, ports.smtp, 'STARTTLS'),
    ].join('')}
  </emailProvider>
</clientConfig>
`;

/**
 * The two well-known places of the settings. With an address of a domain that is not served here: not found.
 * @param publicName host name to tell; undefined = the one by which the client reached the server
 */
export const autoconfigDocuments = (
  publicName: string | undefined,
  ports: MailPorts,
  serves: (domain: string) => boolean,
): PublicDocument[] => {
  const render = (query: Record<string, unknown>, reachedAs: string): string | undefined => {
    const host = publicName ?? reachedAs;
    const address = query['emailaddress'];
    if (typeof address !== 'string' || address === '') return autoconfigDocument('%EMAILDOMAIN%', host, ports);
    const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    return serves(domain) ? autoconfigDocument(domain, host, ports) : undefined;
  };
  return ['/.well-known/autoconfig/mail/config-v1.1.xml', '/mail/config-v1.1.xml'].map((path) => ({
    path,
    contentType: 'application/xml; charset=utf-8',
    render,
  }));
};
