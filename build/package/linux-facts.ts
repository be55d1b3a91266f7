import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const linuxFacts = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9+.-]+$/),
  productName: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+\.\d+/),
  description: z.string().min(1),
  synopsis: z.string().min(1),
  maintainer: z.string().min(1),
  copyright: z.string().min(1),
  category: z.string().min(1),
  desktopEntry: z.record(z.string(), z.string()),
  mimeTypes: z.array(z.string()).min(1),
  icons: z.string(),
  depends: z.array(z.string()).min(1),
  recommends: z.array(z.string()),
  artifactName: z.string(),
  architecture: z.enum(['amd64', 'arm64']),
});
/** What electron-builder.yml says about the Linux program, as the last packaging wrote it down. */
export type LinuxFacts = z.infer<typeof linuxFacts>;

/** Reads the facts that were left beside the packed program. */
export const readLinuxFacts = async (output: string): Promise<LinuxFacts> =>
  linuxFacts.parse(JSON.parse(await readFile(join(output, 'linux-facts.json'), 'utf8')));
