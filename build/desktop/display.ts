import { randomBytes } from 'node:crypto';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { startGroup } from '../set-up/process-group.mjs';
import { type AppUser, giveTo } from './app-user.ts';

export type Display = {
  readonly environment: { readonly DISPLAY: string; readonly XAUTHORITY?: string };
  readonly stop: () => Promise<void>;
};

const field = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** An Xauthority file whose one entry is good for every display (family 0xffff, see Xau.h). */
const authority = (): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xff]),
    field(Buffer.alloc(0)),
    field(Buffer.alloc(0)),
    field(Buffer.from('MIT-MAGIC-COOKIE-1')),
    field(randomBytes(16)),
  ]);

const firstLine = (stream: Readable, end: Promise<unknown>): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.includes('\n')) resolve(text.trim());
    });
    void end.then(() => reject(new Error('Xvfb ended before it had a display')));
  });

/** Starts a virtual display on a free number; only who can read its authority file can use it. */
export const startDisplay = async (user: AppUser, folder: string): Promise<Display> => {
  const file = join(folder, 'xauthority');
  await writeFile(file, authority());
  await chmod(file, 0o600);
  const args = ['-displayfd', '3', '-screen', '0', '1360x900x24', '-nolisten', 'tcp', '-noreset', '-auth', file];
  const server = startGroup('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await firstLine(server.child.stdio[3] as Readable, server.ended);
  giveTo(user, file);
  return { environment: { DISPLAY: `:${number}`, XAUTHORITY: file }, stop: () => server.stop() };
};
