import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const encodings = (secret: string): Buffer[] => [
  Buffer.from(secret, 'utf8'),
  Buffer.from(secret, 'utf16le'),
  Buffer.from(Buffer.from(secret, 'utf8').toString('base64').replace(/=+$/, '')),
  Buffer.from(encodeURIComponent(secret)),
];

/** The ways a secret may have been written: as it is, in groups, in capitals. */
const spellings = (secret: string): string[] => [
  ...new Set([
    secret,
    secret.toUpperCase(),
    secret.toLowerCase(),
    secret.replaceAll(/(.{4})(?=.)/g, '$1 '),
    secret.replaceAll(/(.{4})(?=.)/g, '$1-'),
  ]),
];

export type Traces = { readonly files: number; readonly found: readonly string[] };

/** Looks through every byte of every file below the folders for the secrets; answers which secret was found where. */
export const findTraces = async (
  folders: readonly string[],
  secrets: Readonly<Record<string, string>>,
): Promise<Traces> => {
  const patterns = Object.entries(secrets).map(([name, secret]) => {
    if (secret.length < 8) throw new Error(`The ${name} is too short to look for.`);
    return { name, bytes: spellings(secret).flatMap(encodings) };
  });
  const found: string[] = [];
  let files = 0;
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((each) => each.isFile())) {
      const path = join(entry.parentPath, entry.name);
      const content = await readFile(path);
      files += 1;
      for (const { name, bytes } of patterns) {
        if (bytes.some((pattern) => content.includes(pattern))) found.push(`${name} in ${path}`);
      }
    }
  }
  return { files, found };
};
