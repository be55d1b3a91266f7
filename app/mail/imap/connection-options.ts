import tls from 'node:tls';
import type { ImapFlowOptions } from 'imapflow';
import { pinFor, type Trust } from '../../api/certificate-trust.ts';
import type { MailAccess, MailEndpoint } from '../../domain/mail-access.ts';

/** Largest message that is read whole, in bytes; a server announcing more is cut off. */
const maximumLiteral = 64 * 1024 * 1024;

/** Reading some hundred authorities takes longer than a handshake: done once for what is trusted of a service. */
const contexts = new WeakMap<Trust, Map<string, tls.SecureContext>>();

const contextOf = (service: string, trust: Trust, pem: string | undefined): tls.SecureContext => {
  const known = contexts.get(trust) ?? new Map<string, tls.SecureContext>();
  contexts.set(trust, known);
  const found = known.get(service);
  if (found !== undefined) return found;
  const options: tls.SecureContextOptions & { readonly allowPartialTrustChain?: boolean } = {
    minVersion: 'TLSv1.2',
    ca: [...tls.rootCertificates, ...trust.authorities, ...(pem === undefined ? [] : [pem])],
    // Node 20.18 and later; lets a leaf stand as an anchor when its issuer is not at hand.
    ...(pem !== undefined && { allowPartialTrustChain: true }),
  };
  const made = tls.createSecureContext(options);
  known.set(service, made);
  return made;
};

/**
 * TLS of a mail connection: the usual authorities, the organisation's, or exactly the certificate a person accepted
 * for this service. A pinned certificate is its own anchor, so neither its issuer nor its name is asked for.
 * @param trust not changed afterwards
 */
export const tlsOptions = (
  { host, port }: Pick<MailEndpoint, 'host' | 'port'>,
  trust: Trust,
): tls.ConnectionOptions => {
  const pin = pinFor(trust, host, port);
  const common: tls.ConnectionOptions = {
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    secureContext: contextOf(`${host}:${port}`, trust, pin?.pem),
  };
  if (pin === undefined) return common;
  return {
    ...common,
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
  tls: tlsOptions(access.imap, trust),
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
