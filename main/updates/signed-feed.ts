import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { z } from 'zod';

const file = z.object({
  /** A name beside the feed: whoever could write an address here could send the download elsewhere. */
  url: z.string().regex(/^[\w][\w.+ -]*$/),
  /** Of the whole file, in base64. */
  sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
  size: z.int().positive().max(2_000_000_000),
  blockMapSize: z.int().positive().optional(),
});

const feed = z.object({
  version: z.string().regex(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/),
  files: z.array(file).min(1).max(20),
  releaseDate: z.string(),
  /** Share of the computers that are offered this version, in percent; all without it. */
  stagingPercentage: z.number().min(0).max(100).optional(),
  minimumSystemVersion: z.string().max(60).optional(),
});
export type Feed = z.infer<typeof feed>;

/** The first bytes of every Ed25519 key in the form Node reads (RFC 8410). */
const keyPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** A public key from its 32 bytes in base64; undefined where it is none. */
export const readKey = (text: string): KeyObject | undefined => {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 32) return undefined;
  return createPublicKey({ key: Buffer.concat([keyPrefix, bytes]), format: 'der', type: 'spki' });
};

/**
 * Believes a feed only with a signature over its exact bytes. The feed names the hash of every file, so that the files
 * need no signature of their own.
 * @param parse makes a value of the feed's text, which nobody has vouched for before this
 */
export const readSignedFeed = (
  text: Buffer,
  signature: string,
  key: KeyObject,
  parse: (text: string) => unknown,
): Feed | undefined => {
  const bytes = Buffer.from(signature.trim(), 'base64');
  if (bytes.length !== 64 || !verify(null, text, key, bytes)) return undefined;
  const parsed = feed.safeParse(parse(text.toString('utf8')));
  return parsed.success ? parsed.data : undefined;
};

/** Name of a feed's file, as electron-builder writes it for each system. */
export const feedName = (channel: string, platform: NodeJS.Platform, arch: string): string => {
  if (platform === 'win32') return `${channel}.yml`;
  if (platform === 'darwin') return `${channel}-mac.yml`;
  return `${channel}-linux${arch === 'x64' ? '' : `-${arch}`}.yml`;
};
