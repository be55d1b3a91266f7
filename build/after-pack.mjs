import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Takes out of the packed program what only an unpacked Electron needs: what opens a folder, and notes about itself. */
export const afterPack = async ({ appOutDir, packager }) => {
  const resources = packager.getResourcesDir(appOutDir);
  const unwanted = [join(resources, 'app'), join(resources, 'default_app.asar')];
  const notes = ['runtime.json', 'version', 'resources.json'].map((name) => join(appOutDir, name));
  await Promise.all([...unwanted, ...notes].map((path) => rm(path, { recursive: true, force: true })));
};
