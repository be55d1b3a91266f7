import { chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runtime } from '../set-up/electron-runtime.mjs';
import { projectFolder } from '../set-up/places.mjs';
import { type AppUser, commandAs } from './app-user.ts';

export type StagedApp = {
  /** The executable to start: Electron, or a script that starts it as the application's user. */
  readonly executable: string;
  /** The application's folder as that user can read it. */
  readonly appFolder: string;
};

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const copyApplication = async (target: string): Promise<void> => {
  const manifest = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const packages = Object.keys(manifest.dependencies).map((name) => join('node_modules', name));
  const parts = ['package.json', 'out/main', 'out/preload', 'out/renderer', ...packages];
  for (const part of parts) await cp(join(projectFolder, part), join(target, part), { recursive: true });
};

/**
 * Puts what the application needs where its user can read it (a checkout below /root is closed to everybody else)
 * and makes the script that starts it.
 */
export const stageApplication = async (user: AppUser, runtime: Runtime, folder: string): Promise<StagedApp> => {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const appFolder = user.lent ? join(folder, 'app') : projectFolder;
  if (user.lent) await copyApplication(appFolder);
  const executable = join(folder, 'electron');
  const [command, args] = commandAs(user, runtime.path, user.sandbox ? [] : ['--no-sandbox']);
  await writeFile(executable, `#!/bin/sh\nexec ${[command, ...args].map(quoted).join(' ')} "$@"\n`);
  await chmod(executable, 0o755);
  return { executable, appFolder };
};
