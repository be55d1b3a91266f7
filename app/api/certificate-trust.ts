import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import tls from 'node:tls';
import type { CertificateFacts } from '../domain/failure.ts';

/** A certificate a person accepted for one host, kept whole so that other TLS users can be given it as their anchor. */
export type CertificatePin = {
  readonly host: string;
  /** Of this service only, where a host has several; none: whatever it serves. */
  readonly port?: number | undefined;
  readonly fingerprint: string;
  readonly pem: string;
};

/** What a connection may trust: the usual authorities always, these besides, and exact certificates a person accepted. */
export type Trust = { readonly authorities: readonly string[]; readonly pins: readonly CertificatePin[] };

/** The certificate a person accepted for this service, if any. */
export const pinFor = (trust: Trust, host: string, port: number): CertificatePin | undefined =>
  trust.pins.find((pin) => pin.host === host && (pin.port === undefined || pin.port === port));

export type TrustedBy = 'authorities' | 'organisation' | 'person';

export type PeerFacts = {
  readonly tlsProtocol: string;
  readonly validTo: string;
  readonly trustedBy: TrustedBy;
};

export type Untrusted = { readonly facts: CertificateFacts; readonly pem: string };

export type PeerVerdict =
  | { readonly trusted: true; readonly peer: PeerFacts }
  | { readonly trusted: false; readonly untrusted: Untrusted };

/** The roots of this runtime, with those of the operating system where the runtime can read them (Node 22.15 and later). */
const usualAuthorities = (): readonly string[] => {
  const read = (tls as { getCACertificates?: (kind: string) => string[] }).getCACertificates;
  return read === undefined ? tls.rootCertificates : [...new Set([...read('default'), ...read('system')])];
};

/**
 * TLS options of a connection that is judged by `judgePeer` after its handshake and before its first byte.
 * Chain errors are not raised by the TLS layer, because a person may still accept the exact certificate.
 */
export const handshakeOptions = (host: string, port: number, trust: Trust): tls.ConnectionOptions => ({
  host,
  port,
  ...(isIP(host) === 0 ? { servername: host } : {}),
  ca: [...usualAuthorities(), ...trust.authorities],
  minVersion: 'TLSv1.2',
  rejectUnauthorized: false,
  ALPNProtocols: ['http/1.1'],
});

const pemOf = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')
    .trimEnd()}\n-----END CERTIFICATE-----\n`;

const nameOf = (entity: tls.Certificate | undefined): string => {
  const first = (value: string | string[] | undefined): string =>
    Array.isArray(value) ? (value[0] ?? '') : (value ?? '');
  return first(entity?.CN) || first(entity?.O) || '';
};

const isoDate = (value: string): string => {
  const time = Date.parse(value);
  return new Date(Number.isNaN(time) ? 0 : time).toISOString();
};

const reasons: Readonly<Record<string, CertificateFacts['reason']>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'selfSigned',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknownAuthority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknownAuthority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknownAuthority',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'notYetValid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrongHost',
};

/** Chain errors are codes on OpenSSL and sometimes a plain text on other TLS libraries. */
const errorCodeOf = (socket: tls.TLSSocket): string => {
  const error: unknown = socket.authorizationError;
  if (typeof error === 'string') return error;
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : '';
};

/**
 * Judges the other end of a finished handshake. Nothing may be written to the socket before this says `trusted`.
 * @param host name or address the caller wanted to reach
 */
export const judgePeer = (socket: tls.TLSSocket, host: string, port: number, trust: Trust): PeerVerdict => {
  const certificate = socket.getPeerCertificate(true);
  const validTo = isoDate(certificate.valid_to);
  const tlsProtocol = socket.getProtocol() ?? '';
  const pin = pinFor(trust, host, port);

  if (socket.authorized) {
    const root = rootOf(certificate);
    const own = trust.authorities.some((pem) => fingerprintOfPem(pem) === root.fingerprint256);
    return { trusted: true, peer: { tlsProtocol, validTo, trustedBy: own ? 'organisation' : 'authorities' } };
  }
  if (pin !== undefined && pin.fingerprint === certificate.fingerprint256) {
    return { trusted: true, peer: { tlsProtocol, validTo, trustedBy: 'person' } };
  }
  const facts: CertificateFacts = {
    host,
    port,
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validFrom: isoDate(certificate.valid_from),
    validTo,
    fingerprint: certificate.fingerprint256 ?? '',
    reason: pin === undefined ? (reasons[errorCodeOf(socket)] ?? 'other') : 'changed',
    ...(pin === undefined ? {} : { previousFingerprint: pin.fingerprint }),
  };
  return { trusted: false, untrusted: { facts, pem: certificate.raw ? pemOf(certificate.raw) : '' } };
};

const rootOf = (certificate: tls.DetailedPeerCertificate): tls.DetailedPeerCertificate => {
  let current = certificate;
  while (current.issuerCertificate && current.issuerCertificate !== current) current = current.issuerCertificate;
  return current;
};

const fingerprints = new Map<string, string>();
const fingerprintOfPem = (pem: string): string => {
  const known = fingerprints.get(pem);
  if (known !== undefined) return known;
  const print = new X509Certificate(pem).fingerprint256;
  fingerprints.set(pem, print);
  return print;
};
