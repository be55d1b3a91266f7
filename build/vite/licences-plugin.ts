import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Plugin } from 'vite';

/** Licences under which something may go into a program that is AGPL-3.0-or-later as a whole. */
const compatible = new Set([
  '0BSD',
  'AGPL-3.0-only',
  'AGPL-3.0-or-later',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'GPL-2.0-or-later',
  'ISC',
  'LGPL-2.1-or-later',
  'LGPL-3.0-or-later',
  // Notices of MIT's and BSD's kind, see build/dictionaries/licences.txt.
  'LicenseRef-SCOWL',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'Unlicense',
  'Zlib',
]);

/** Whether an SPDX expression leaves a licence to choose that is among those above. */
export const isCompatible = (expression: string): boolean =>
  expression
    .replace(/[()]/g, ' ')
    .split(/\s+OR\s+/i)
    .some((choice) =>
      choice
        .trim()
        .split(/\s+AND\s+/i)
        .every((one) => compatible.has(one.trim().replace(/^AGPL-3\.0$/, 'AGPL-3.0-only'))),
    );

export type Shipped = {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
};

const folder = `node_modules${sep}`;

/** The package a file belongs to; undefined for a file of ours. */
export const packageFolderOf = (file: string): string | undefined => {
  const from = file.lastIndexOf(folder);
  if (from === -1) return undefined;
  const rest = file.slice(from + folder.length).split(sep);
  const depth = rest[0]?.startsWith('@') === true ? 2 : 1;
  return join(file.slice(0, from + folder.length), ...rest.slice(0, depth));
};

type Manifest = {
  name?: string;
  version?: string;
  license?: string | { type?: string };
  licenses?: { type?: string }[];
};

const licenceOf = ({ license, licenses }: Manifest): string => {
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map((one) => one.type ?? '').join(' OR ') ?? '';
};

export const readShipped = (packageFolder: string): Shipped => {
  const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as Manifest;
  const file = readdirSync(packageFolder).find((name) => /^(?:licen[cs]e|copying)(?:[.-]|$)/i.test(name));
  return {
    name: manifest.name ?? packageFolder,
    version: manifest.version ?? '',
    licence: licenceOf(manifest),
    text: file === undefined ? '' : readFileSync(join(packageFolder, file), 'utf8').trim(),
  };
};

/** One document with the licence of everything in it, as the licences themselves ask for. */
export const licencesText = (shipped: readonly Shipped[]): string =>
  [...shipped]
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
    .map(({ name, version, licence, text }) => `${name} ${version}\n${licence}\n\n${text}\n`)
    .join(`\n${'-'.repeat(72)}\n\n`);

/**
 * Writes beside a bundle the list and the licences of all packages that went into it. A package whose licence does not fit ends
 * the build.
 * @param also folders of packages that are shipped unbundled
 */
export const licencesPlugin = (also: readonly string[] = []): Plugin => ({
  name: 'latchkey-licences',
  apply: 'build',
  generateBundle() {
    const folders = new Set(also);
    for (const id of this.getModuleIds()) {
      const file = id.replace(/^\0/, '').replace(/[?#].*$/, '');
      const found = packageFolderOf(file);
      if (found !== undefined && existsSync(join(found, 'package.json'))) folders.add(found);
    }
    const shipped = [...folders].map(readShipped);
    const refused = shipped.filter(({ licence }) => !isCompatible(licence));
    if (refused.length > 0) {
      const named = refused
        .map(({ name, licence }) => `${name} (${licence === '' ? 'none named' : licence})`)
        .join(', ');
      this.error(`Their licence does not fit into AGPL-3.0-or-later: ${named}`);
    }
    if (shipped.length === 0) return;
    this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licencesText(shipped) });
    const packages = shipped.map(({ name, version, licence }) => ({ name, version, licence }));
    this.emitFile({ type: 'asset', fileName: 'packages.json', source: JSON.stringify(packages) });
  },
});
