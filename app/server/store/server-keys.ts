import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure, type Result, success } from '../result.ts';

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

/** What a keyed hash is of: the same text hashed for two purposes gives two unrelated values. */
export type HashPurpose = 'session' | 'token' | 'device' | 'app-password' | 'recovery-code' | 'recovery-mail';

export type ServerKeys = {
  /** HMAC-SHA-256 under the server's hash key, as hex. */
  readonly hash: (purpose: HashPurpose, text: string) => string;
  /** AES-256-GCM under the server's seal key, bound to `owner`. */
  readonly seal: (owner: string, plain: Uint8Array) => Uint8Array<ArrayBuffer>;
  /** Reverse of `seal`; throws when the bytes were altered or belong to another owner. */
  readonly unseal: (owner: string, sealed: Uint8Array) => Uint8Array<ArrayBuffer>;
};

export type KeyError = { readonly kind: 'missing-key' | 'damaged-key'; readonly path: string };

const loadKey = (path: string, mayCreate: boolean): Result<Buffer, KeyError> => {
  if (!existsSync(path)) {
    if (!mayCreate) return failure({ kind: 'missing-key', path });
    writeFileSync(path, randomBytes(keyBytes), { mode: 0o600, flag: 'wx' });
  }
  const key = readFileSync(path);
  return key.length === keyBytes ? success(key) : failure({ kind: 'damaged-key', path });
};

/**
 * Loads the two secret keys that lie outside the database, making them on the first start only: with a database
 * already there, a new key would silently void every enrolment and app password.
 * @param mayCreate whether the data folder is new
 */
export const loadServerKeys = (folder: string, mayCreate: boolean): Result<ServerKeys, KeyError> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const hashKey = loadKey(join(folder, 'hash.key'), mayCreate);
  if (!hashKey.ok) return hashKey;
  const sealKey = loadKey(join(folder, 'second-factor.key'), mayCreate);
  if (!sealKey.ok) return sealKey;
  return success({
    hash: (purpose, text) => createHmac('sha256', hashKey.value).update(`${purpose}\0${text}`).digest('hex'),
    seal: (owner, plain) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', sealKey.value, iv).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), body]));
    },
    unseal: (owner, sealed) => {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', sealKey.value, bytes.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      return new Uint8Array(Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]));
    },
  });
};

/** 256 random bits, safe in a cookie and a header. */
export const randomToken = (): string => randomBytes(keyBytes).toString('base64url');
