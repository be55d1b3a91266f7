import { createPrivateKey, randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { day } from '../clock.ts';
import type { CertificateSource, ServerCertificate } from './certificate-source.ts';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const authorityLife = 3650 * day;
/** Programs of some systems refuse longer lives even under an authority of one's own. */
const serverLife = 397 * day;
const renewBefore = 30 * day;
/** Clients whose clock is somewhat behind must not find a certificate from the future. */
const backdate = day;

type Issuer = { readonly certificate: string; readonly keyPem: string };

const write = (path: string, text: string, mode: number): void => {
  const temporary = `${path}.new`;
  writeFileSync(temporary, text, { mode });
  renameSync(temporary, path);
};

const pemOfKey = async (key: webcrypto.CryptoKey): Promise<string> => {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString();
};

const importKey = (pem: string): Promise<webcrypto.CryptoKey> => {
  const der = createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' });
  return webcrypto.subtle.importKey('pkcs8', new Uint8Array(der), algorithm, true, ['sign']);
};

const serialNumber = (): string => `00${randomBytes(15).toString('hex')}`;

const loadLibrary = async () => {
  // The library's dependency injection reads decorators through it.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto as Crypto);
  return x509;
};

const makeAuthority = async (): Promise<Issuer> => {
  const x509 = await loadLibrary();
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=Latchkey Mail authority of ${hostname().replace(/[^\w.-]/gu, '')} ${randomBytes(3).toString('hex')}`,
    notBefore: new Date(now - backdate),
    notAfter: new Date(now + authorityLife),
    signingAlgorithm: algorithm,
    keys: keys as CryptoKeyPair,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as CryptoKey),
    ],
  });
  return { certificate: `${certificate.toString('pem')}\n`, keyPem: await pemOfKey(keys.privateKey) };
};

const issue = async (authority: Issuer, names: readonly string[]): Promise<Issuer> => {
  const x509 = await loadLibrary();
  const issuer = new x509.X509Certificate(authority.certificate);
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const now = Date.now();
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: `CN=${names[0] ?? 'localhost'}`,
    issuer: issuer.subject,
    notBefore: new Date(now - backdate),
    notAfter: new Date(now + serverLife),
    signingAlgorithm: algorithm,
    signingKey: (await importKey(authority.keyPem)) as CryptoKey,
    publicKey: keys.publicKey as CryptoKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) ? ('ip' as const) : ('dns' as const), value: name })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey as CryptoKey),
    ],
  });
  return { certificate: `${certificate.toString('pem')}\n`, keyPem: await pemOfKey(keys.privateKey) };
};

const covers = (certificate: X509Certificate, name: string): boolean =>
  (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined;

const isGood = (pem: string, authorityPem: string, names: readonly string[]): boolean => {
  const certificate = new X509Certificate(pem);
  const ends = Date.parse(certificate.validTo);
  return (
    ends - Date.now() > renewBefore &&
    certificate.verify(new X509Certificate(authorityPem).publicKey) &&
    names.every((name) => covers(certificate, name))
  );
};

/**
 * An authority of the server's own (ECDSA P-256), made at the first start and kept, which issues the certificate of
 * all services. Validity follows the machine's clock, whatever offset the server runs with: so do the clients.
 * @param names host names and addresses the certificate must cover
 */
export const createOwnAuthority = (folder: string, names: readonly string[]): CertificateSource => {
  const authorityFile = join(folder, 'ca.pem');
  const authorityKeyFile = join(folder, 'ca.key');
  const chainFile = join(folder, 'server.pem');
  const keyFile = join(folder, 'server.key');
  mkdirSync(folder, { recursive: true, mode: 0o755 });

  const authority = async (): Promise<Issuer> => {
    if (existsSync(authorityFile) && existsSync(authorityKeyFile)) {
      return { certificate: readFileSync(authorityFile, 'utf8'), keyPem: readFileSync(authorityKeyFile, 'utf8') };
    }
    const made = await makeAuthority();
    write(authorityKeyFile, made.keyPem, 0o600);
    write(authorityFile, made.certificate, 0o644);
    return made;
  };

  const current = async (): Promise<ServerCertificate> => {
    const issuer = await authority();
    if (existsSync(chainFile) && existsSync(keyFile)) {
      const chain = readFileSync(chainFile, 'utf8');
      if (isGood(chain, issuer.certificate, names)) {
        return { key: readFileSync(keyFile, 'utf8'), chain, keyFile, chainFile };
      }
    }
    const made = await issue(issuer, names);
    const chain = made.certificate + issuer.certificate;
    write(keyFile, made.keyPem, 0o600);
    write(chainFile, chain, 0o644);
    return { key: made.keyPem, chain, keyFile, chainFile };
  };

  return { authorityFile, current };
};
