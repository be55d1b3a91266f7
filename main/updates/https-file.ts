import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { rootCertificates } from 'node:tls';
import type { UpdateFault } from '../../app/domain/update.ts';

/** Why a file is not there, as an exception: the updater around it knows no other way. */
export class UpdateError extends Error {
  readonly fault: UpdateFault;
  constructor(fault: UpdateFault) {
    super(fault);
    this.name = 'UpdateError';
    this.fault = fault;
  }
}

/** Longest silence of the server, in milliseconds. */
const patience = 30_000;
const longestText = 100_000;

export type Fetching = { readonly authorities: readonly string[] };

/** https alone, no redirect, no cookie: a feed is one place. */
const open = (url: URL, { authorities }: Fetching, headers: Record<string, string> = {}): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    if (url.protocol !== 'https:') {
      reject(new UpdateError('unreachable'));
      return;
    }
    const options: RequestOptions = {
      agent: false,
      timeout: patience,
      ca: [...rootCertificates, ...authorities],
      headers: { 'Cache-Control': 'no-cache', ...headers },
    };
    const call = request(url, options, resolve);
    call.on('timeout', () => call.destroy());
    call.on('error', () => reject(new UpdateError('unreachable')));
    call.end();
  });

/** Fetches a small text. */
export const fetchText = async (url: URL, fetching: Fetching): Promise<Buffer> => {
  const response = await open(url, fetching);
  if (response.statusCode !== 200) {
    response.destroy();
    throw new UpdateError('unreachable');
  }
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of response) {
      length += (part as Buffer).length;
      if (length > longestText) throw new UpdateError('damaged');
      parts.push(part as Buffer);
    }
  } catch (error) {
    throw error instanceof UpdateError ? error : new UpdateError('unreachable');
  }
  return Buffer.concat(parts);
};

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

const hashOf = async (path: string): Promise<string> => {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return hash.digest('base64');
};

const diskFaults = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM']);
const faultOf = (error: unknown): UpdateError => {
  if (error instanceof UpdateError) return error;
  return new UpdateError(diskFaults.has((error as NodeJS.ErrnoException).code ?? '') ? 'disk' : 'unreachable');
};

type Wanted = { readonly url: URL; readonly sha512: string; readonly size: number };

/**
 * Fetches a file to `destination`. What came before a connection broke lies beside it under `partial` and is gone on
 * with the next time; what does not have the promised hash in the end is thrown away.
 * @param onBytes hears how much is there of the whole
 */
export const fetchFile = async (
  wanted: Wanted,
  destination: string,
  partial: string,
  fetching: Fetching,
  onBytes: (there: number) => void = () => undefined,
): Promise<void> => {
  try {
    await mkdir(dirname(partial), { recursive: true, mode: 0o700 });
    let there = await sizeOf(partial);
    if (there > wanted.size) {
      await rm(partial, { force: true });
      there = 0;
    }
    if (there < wanted.size) {
      const response = await open(wanted.url, fetching, there > 0 ? { Range: `bytes=${there}-` } : {});
      const goesOn = there > 0 && response.statusCode === 206;
      if (!goesOn && response.statusCode !== 200) {
        response.destroy();
        throw new UpdateError('unreachable');
      }
      if (!goesOn) there = 0;
      response.on('data', (part: Buffer) => {
        there += part.length;
        if (there > wanted.size) response.destroy();
        else onBytes(there);
      });
      await pipeline(response, createWriteStream(partial, { flags: goesOn ? 'a' : 'w', mode: 0o600 }));
    }
    if ((await hashOf(partial)) !== wanted.sha512) {
      await rm(partial, { force: true });
      throw new UpdateError('damaged');
    }
    await rename(partial, destination);
  } catch (error) {
    throw faultOf(error);
  }
};
