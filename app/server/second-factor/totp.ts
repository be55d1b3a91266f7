import { HOTP, Secret, TOTP } from 'otpauth';

export const period = 30;
export const digits = 6;
const algorithm = 'SHA1';
const secretBytes = 20;
/** Steps a clock may be off, either way (RFC 6238 section 5.2). */
const window = 1;

/** A new secret of 160 bits (RFC 4226 section 4, R6). */
export const newSecret = (): Uint8Array<ArrayBuffer> => new Uint8Array(new Secret({ size: secretBytes }).bytes);

const asSecret = (bytes: Uint8Array<ArrayBuffer>): Secret =>
  new Secret({ buffer: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) });

export const secretAsBase32 = (bytes: Uint8Array<ArrayBuffer>): string => asSecret(bytes).base32;

/** The number of the time step `time` (milliseconds since the epoch) lies in. */
export const stepAt = (time: number): number => Math.floor(time / 1000 / period);

/** The code of one step; RFC 6238 with HMAC-SHA-1. */
export const codeOfStep = (secret: Uint8Array<ArrayBuffer>, step: number, length = digits): string =>
  HOTP.generate({ secret: asSecret(secret), algorithm, digits: length, counter: step });

/**
 * The step within ±1 of `time` that has this code, or undefined. Compared in constant time by the library.
 * @param code six digits without spaces
 */
export const matchingStep = (
  secret: Uint8Array<ArrayBuffer>,
  code: string,
  time: number,
  length = digits,
): number | undefined => {
  const step = stepAt(time);
  const delta = HOTP.validate({
    token: code,
    secret: asSecret(secret),
    algorithm,
    digits: length,
    counter: step,
    window,
  });
  return delta === null ? undefined : step + delta;
};

/** The `otpauth:` URI that authenticators read from a QR code. */
export const enrolmentUri = (secret: Uint8Array<ArrayBuffer>, issuer: string, account: string): string =>
  new TOTP({ issuer, label: account, algorithm, digits, period, secret: asSecret(secret) }).toString();
