import tls from 'node:tls';
import type { ImapFlowOptions } from 'imapflow';
import type { Trust } from '../../api/certificate-trust.ts';
import type { MailAccess } from '../../domain/mail-access.ts';

/** Largest message that is read whole, in bytes; a server announcing more is cut off. */
const maximumLiteral = 64 * 1024 * 1024;

/**
 * TLS of a mail connection: the usual authorities, the organisation's, or exactly the certificate a person accepted
 * for this host. A pinned certificate is its own anchor, so neither its issuer nor its name is asked for.
 */
export const tlsOptions = (host: string, trust: Trust): tls.ConnectionOptions => {
  const pin = trust.pins.find((candidate) => candidate.host === host);
  const common: tls.ConnectionOptions = { minVersion: 'TLSv1.2', rejectUnauthorized: true };
  if (pin === undefined) return { ...common, ca: [...tls.rootCertificates, ...trust.authorities] };
  return {
    ...common,
    ca: [...tls.rootCertificates, ...trust.authorities, pin.pem],
    // Node 20.18 and later; lets a leaf stand as an anchor when its issuer is not at hand.
    ...({ allowPartialTrustChain: true } as tls.ConnectionOptions),
    checkServerIdentity: (name, certificate) =>
      certificate.fingerprint256 === pin.fingerprint ? undefined : tls.checkServerIdentity(name, certificate),
  };
};

/** Options of one IMAP connection. Logging is off: the library's log carries addresses and mail data. */
export const connectionOptions = (access: MailAccess, trust: Trust, version: string): ImapFlowOptions => ({
  host: access.imap.host,
  port: access.imap.port,
  secure: access.imap.security === 'tls',
  doSTARTTLS: access.imap.security === 'startTls',
  auth: { user: access.user, pass: access.secret },
  tls: tlsOptions(access.imap.host, trust),
  clientInfo: { name: 'Latchkey Mail', version, vendor: 'Latchkey Mail' },
  logger: false,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 6 * 60_000,
  maxIdleTime: 5 * 60_000,
  autoIdleDelay: 500,
  maxLiteralSize: maximumLiteral,
  maxResponseSize: maximumLiteral + 1024 * 1024,
  maxLineLength: 4 * 1024 * 1024,
});
