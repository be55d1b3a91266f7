import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the script that makes the Debian package must know of the configuration, which it does not read itself. */
const linuxFacts = ({ appInfo, config, platformSpecificBuildOptions: linux }, arch) => ({
  name: linux.executableName,
  productName: appInfo.productFilename,
  version: appInfo.version,
  description: appInfo.description,
  synopsis: linux.synopsis,
  maintainer: linux.maintainer,
  copyright: config.copyright,
  category: linux.category,
  desktopEntry: linux.desktop?.entry ?? {},
  mimeTypes: [
    ...(config.fileAssociations ?? []).map(({ mimeType }) => mimeType),
    ...(config.protocols ?? []).flatMap(({ schemes }) => schemes.map((scheme) => `x-scheme-handler/${scheme}`)),
  ],
  icons: linux.icon,
  depends: config.deb.depends,
  recommends: config.deb.recommends,
  artifactName: config.artifactName,
  architecture: { 1: 'amd64', 3: 'arm64' }[arch],
});

/** Takes out of the packed program what only an unpacked Electron needs: what opens a folder, and notes about itself. */
export const afterPack = async ({ appOutDir, outDir, packager, arch, electronPlatformName }) => {
  const resources = packager.getResourcesDir(appOutDir);
  const unwanted = [join(resources, 'app'), join(resources, 'default_app.asar')];
  const notes = ['runtime.json', 'version', 'resources.json'].map((name) => join(appOutDir, name));
  await Promise.all([...unwanted, ...notes].map((path) => rm(path, { recursive: true, force: true })));
  if (electronPlatformName === 'linux') {
    await writeFile(join(outDir, 'linux-facts.json'), JSON.stringify(linuxFacts(packager, arch), null, 2));
  }
};
