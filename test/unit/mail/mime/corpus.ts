import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const folder = join(import.meta.dirname, '../../../corpus');

const expectation = z.strictObject({
  about: z.string().min(6),
  /** Members of the message as it is read. */
  message: z.record(z.string(), z.unknown()).optional(),
  /** Paths of members that must not be there. */
  without: z.array(z.string()).optional(),
  indexed: z.string().optional(),
  preview: z.string().optional(),
  attachment: z
    .strictObject({
      part: z.string(),
      startsWith: z.string(),
      fileName: z.string(),
      provenType: z.string().optional(),
    })
    .optional(),
});

export type Case = { readonly name: string; readonly source: Buffer; readonly expected: z.infer<typeof expectation> };

/** Every message of the corpus with what is expected of it. */
export const corpus: readonly Case[] = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => ({
    name: name.replace(/\.eml$/, ''),
    source: readFileSync(join(folder, name)),
    expected: expectation.parse(JSON.parse(readFileSync(join(folder, name.replace(/\.eml$/, '.json')), 'utf8'))),
  }));

export const key = { folder: 'INBOX', uidValidity: '1', uid: 1 };
