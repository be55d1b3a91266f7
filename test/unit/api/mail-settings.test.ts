import { describe, expect, it } from 'vitest';
import { parseMailSettings } from '../../../app/api/mail-settings.ts';

const document = (servers: string): string =>
  `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="x"><domain>x</domain>${servers}</emailProvider></clientConfig>`;

const incoming = (type: string, socket: string, port: number, host = 'mail.%EMAILDOMAIN%'): string =>
  `<incomingServer type="${type}"><hostname>${host}</hostname><port>${port}</port><socketType>${socket}</socketType><username>%EMAILADDRESS%</username></incomingServer>`;

const outgoing =
  '<outgoingServer type="smtp"><hostname>mail.example.com</hostname><port>465</port><socketType>SSL</socketType></outgoingServer>';

describe('the mail settings of a server', () => {
  it('prefers TLS from the first byte and fills the address in', () => {
    const xml = document(
      incoming('pop3', 'SSL', 995) + incoming('imap', 'STARTTLS', 143) + incoming('imap', 'SSL', 993) + outgoing,
    );
    expect(parseMailSettings(xml, 'ana@example.com')).toEqual({
      user: 'ana@example.com',
      imap: { host: 'mail.example.com', port: 993, security: 'tls' },
      smtp: { host: 'mail.example.com', port: 465, security: 'tls' },
    });
  });

  it('takes STARTTLS where there is nothing else', () => {
    expect(parseMailSettings(document(incoming('imap', 'STARTTLS', 143)), 'ana@example.com')?.imap).toEqual({
      host: 'mail.example.com',
      port: 143,
      security: 'startTls',
    });
  });

  it.each([
    ['a connection without TLS', document(incoming('imap', 'plain', 143))],
    ['a port that is none', document(incoming('imap', 'SSL', 99999))],
    ['only POP3', document(incoming('pop3', 'SSL', 995))],
    ['another document', '<html><body>login</body></html>'],
    ['no document', 'not xml at all <<<'],
    [
      'an entity bomb',
      `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${document(incoming('imap', 'SSL', 993, '&b;'))}`,
    ],
  ])('are not read from %s', (_name, xml) => {
    const settings = parseMailSettings(xml, 'ana@example.com');
    expect(settings?.imap.host ?? 'none').not.toContain('aaaa');
    if (!xml.includes('ENTITY')) expect(settings).toBeUndefined();
  });
});
