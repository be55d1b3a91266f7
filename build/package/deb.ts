import { createHash } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { projectFolder } from '../set-up/places.mjs';
import { run } from '../set-up/process-group.mjs';
import { SetUpError } from '../set-up/report.mjs';
import type { LinuxFacts } from './linux-facts.ts';

/** As small as xz within a fifth, in a twentieth of its time; Debian understands it from 12 on, Ubuntu from 18.04. */
const usualCompression = ['-Zzstd', '-z12'];

const resources = join(projectFolder, 'build/resources/linux');

/** Where the program lies once it is installed; the same place the other way of packaging uses. */
export const installFolder = ({ productName }: Pick<LinuxFacts, 'productName'>): string => `/opt/${productName}`;

/** Name of the package file, by the pattern that holds for all of them. */
export const debName = ({ artifactName, version, architecture }: LinuxFacts): string =>
  artifactName
    .replace(/\$\{version\}/, version)
    .replace(/\$\{os\}/, 'linux')
    .replace(/\$\{arch\}/, architecture)
    .replace(/\$\{ext\}/, 'deb');

/** The package's control file. `size`: installed, in KiB. */
export const controlFile = (facts: LinuxFacts, size: number): string =>
  [
    `Package: ${facts.name}`,
    `Version: ${facts.version}`,
    `Architecture: ${facts.architecture}`,
    `Maintainer: ${facts.maintainer}`,
    `Installed-Size: ${size}`,
    `Depends: ${facts.depends.join(', ')}`,
    ...(facts.recommends.length > 0 ? [`Recommends: ${facts.recommends.join(', ')}`] : []),
    'Section: mail',
    'Priority: optional',
    'Provides: mail-reader, imap-client',
    `Description: ${facts.synopsis}`,
    ` ${facts.description}.`,
    '',
  ].join('\n');

/** The entry in the desktop's menu, which also says which files and links the program opens. */
export const desktopFile = (facts: LinuxFacts): string => {
  const entry = {
    Type: 'Application',
    Name: facts.productName,
    Comment: facts.synopsis,
    Exec: `"${installFolder(facts)}/${facts.name}" %U`,
    Icon: facts.name,
    Terminal: 'false',
    StartupNotify: 'true',
    Categories: `${facts.category};Email;Network;`,
    MimeType: `${facts.mimeTypes.join(';')};`,
    ...facts.desktopEntry,
  };
  return `[Desktop Entry]\n${Object.entries(entry)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n')}\n`;
};

type File = { readonly path: string; readonly size: number; readonly regular: boolean };

const filesBelow = async (folder: string): Promise<File[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => !entry.isDirectory())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        return { path, size: (await lstat(path)).size, regular: entry.isFile() };
      }),
  );
};

const sums = async (root: string, files: readonly File[]): Promise<string> => {
  let lines = '';
  for (const { path, regular } of files) {
    if (!regular) continue;
    const sum = createHash('md5')
      .update(await readFile(path))
      .digest('hex');
    lines += `${sum}  ${relative(root, path)}\n`;
  }
  return lines;
};

const writeScript = async (from: string, to: string, folder: string, mode: number): Promise<void> => {
  const text = await readFile(join(resources, from), 'utf8');
  await writeFile(to, text.replaceAll('@FOLDER@', folder));
  await chmod(to, mode);
};

/** Lays out the files of the package as they will lie on the disk, with its control files in `DEBIAN`. */
const layOut = async (facts: LinuxFacts, unpacked: string, root: string): Promise<void> => {
  const folder = installFolder(facts);
  const inside = (path: string): string => join(root, path);
  for (const path of ['DEBIAN', 'usr/bin', 'usr/share/applications', `usr/share/doc/${facts.name}`, 'opt']) {
    await mkdir(inside(path), { recursive: true });
  }
  await cp(unpacked, inside(folder), { recursive: true, verbatimSymlinks: true });
  await chmod(inside(`${folder}/chrome-sandbox`), 0o755);
  // Tells the updater which kind of package it has to fetch.
  await writeFile(inside(`${folder}/resources/package-type`), 'deb');
  await writeScript('apparmor-profile', inside(`${folder}/resources/apparmor-profile`), folder, 0o644);
  await symlink(`${folder}/${facts.name}`, inside(`usr/bin/${facts.name}`));
  await writeFile(inside(`usr/share/applications/${facts.name}.desktop`), desktopFile(facts));
  await writeFile(
    inside(`usr/share/doc/${facts.name}/copyright`),
    `${facts.productName}: ${facts.copyright}. AGPL-3.0-or-later.\nThe licence and those of what it contains lie in ${folder}.\n`,
  );
  const icons = join(projectFolder, facts.icons);
  for (const icon of await readdir(icons)) {
    const target = inside(`usr/share/icons/hicolor/${basename(icon, '.png')}/apps`);
    await mkdir(target, { recursive: true });
    await cp(join(icons, icon), join(target, `${facts.name}.png`));
  }
  const files = await filesBelow(root);
  const size = Math.ceil(files.reduce((sum, file) => sum + file.size, 0) / 1024);
  await writeFile(inside('DEBIAN/control'), controlFile(facts, size));
  await writeFile(inside('DEBIAN/md5sums'), await sums(root, files));
  for (const script of ['postinst', 'postrm']) await writeScript(script, inside(`DEBIAN/${script}`), folder, 0o755);
};

/**
 * Makes a Debian package of the packed program with Debian's own tool: electron-builder fetches another one for it.
 * @param compression as dpkg-deb names it
 * @returns where the package lies
 */
export const makeDeb = async (
  facts: LinuxFacts,
  output: string,
  compression: readonly string[] = usualCompression,
): Promise<string> => {
  const root = join(output, 'deb');
  const file = join(output, debName(facts));
  await rm(root, { recursive: true, force: true });
  try {
    await layOut(facts, join(output, 'linux-unpacked'), root);
    const { code, output: told } = await run(
      'dpkg-deb',
      ['--root-owner-group', ...compression, '--build', root, file],
      { timeout: 600_000, env: { ...process.env, LC_ALL: 'C' } },
    );
    if (code !== 0) throw new SetUpError(`dpkg-deb could not make the package:\n${told}`);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
  return file;
};
