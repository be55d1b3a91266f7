import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import tls from 'node:tls';
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const day = 86_400_000;

export type Issued = { readonly certificate: X509Certificate; readonly keys: CryptoKeyPair; readonly pem: string };

type Wish = {
  readonly name: string;
  readonly hosts?: readonly string[];
  readonly days?: readonly [number, number];
  readonly issuer?: Issued;
  readonly authority?: boolean;
};

/** Makes a real certificate: signed by itself or by the issuer, valid over the given days from now. */
export const issue = async ({
  name,
  hosts = [],
  days = [-1, 30],
  issuer,
  authority = false,
}: Wish): Promise<Issued> => {
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const certificate = await X509CertificateGenerator.create({
    serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(8))).toString('hex'),
    subject: `CN=${name}`,
    issuer: issuer?.certificate.subject ?? `CN=${name}`,
    notBefore: new Date(Date.now() + days[0] * day),
    notAfter: new Date(Date.now() + days[1] * day),
    publicKey: keys.publicKey,
    signingKey: issuer?.keys.privateKey ?? keys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new BasicConstraintsExtension(authority, undefined, true),
      ...(hosts.length === 0
        ? []
        : [
            new SubjectAlternativeNameExtension(
              hosts.map((value) => ({ type: /^[\d.]+$/.test(value) ? ('ip' as const) : ('dns' as const), value })),
            ),
          ]),
    ],
  });
  return { certificate, keys, pem: certificate.toString('pem') };
};

/** The private key of a certificate, for a server of one's own. */
export const privatePem = async (issued: Issued): Promise<string> => {
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', issued.keys.privateKey)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${pkcs8.replace(/(.{64})/g, '$1\n')}\n-----END PRIVATE KEY-----\n`;
};

/**
 * A real TLS server that answers every request with a small JSON body and remembers what it was sent.
 * @param options.requestsPerConnection after so many, the next request on the same connection finds it cut
 */
export const serveTls = async (
  issued: Issued,
  options: { readonly requestsPerConnection?: number } = {},
): Promise<{ url: URL; received: () => string; close: () => void }> => {
  const key = await privatePem(issued);
  let received = '';
  const server = tls.createServer({ key, cert: issued.pem }, (socket) => {
    socket.on('error', () => undefined);
    let requests = 0;
    socket.on('data', (chunk) => {
      requests += 1;
      if (requests > (options.requestsPerConnection ?? Number.POSITIVE_INFINITY)) {
        socket.destroy();
        return;
      }
      received += chunk.toString();
      const body = '{"jsonrpc":"2.0","id":1,"result":{}}';
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    });
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`https://127.0.0.1:${port}`), received: () => received, close: () => server.close() };
};
