import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { projectFolder } from './places.mjs';
import { run } from './process-group.mjs';
import { SetUpError } from './report.mjs';

const packagesOf = async (file) => JSON.parse(await readFile(file, 'utf8')).packages;

/**
 * npm keeps its own record of what it installed and writes it last, so an interrupted installation has none.
 * Optional packages of other systems are in the lock file only.
 */
const upToDate = async () => {
  const record = join(projectFolder, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const [wanted, installed] = await Promise.all([
    packagesOf(join(projectFolder, 'package-lock.json')),
    packagesOf(record),
  ]);
  return Object.entries(wanted).every(([place, { version, optional, devOptional }]) => {
    if (place === '') return true;
    const found = installed[place];
    return found === undefined ? Boolean(optional || devOptional) : found.version === version;
  });
};

const environment = () => {
  const prefix = dirname(dirname(process.execPath));
  const headers = existsSync(join(prefix, 'include/node/node_api.h')) ? { npm_config_nodedir: prefix } : {};
  return { ...process.env, ...headers, ELECTRON_SKIP_BINARY_DOWNLOAD: '1', npm_config_build_from_source: 'keytar' };
};

const npm = (args, timeout) =>
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
    cwd: projectFolder,
    // Building from source keeps a firewalled machine from waiting for a prebuilt binary it cannot fetch.
    env: process.platform === 'linux' ? environment() : { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1' },
    timeout,
    shell: process.platform === 'win32',
  });

/** npm says what is wrong first and how to use it last. */
const errorsOf = (output) => {
  const lines = output.split('\n').filter((line) => line.startsWith('npm error'));
  return lines.slice(0, 30).join('\n') || output;
};

const keychainModuleLoads = async () => {
  const { code } = await run(process.execPath, ['-e', "require('keytar')"], { cwd: projectFolder, timeout: 30_000 });
  return code === 0;
};

/** Makes sure that node_modules is what package-lock.json says and that the native keychain module loads. */
export const ensureNodePackages = async (note) => {
  const fresh = await upToDate();
  if (!fresh) {
    note('installing what package-lock.json names');
    const { code, output, timedOut } = await npm(['ci', '--no-audit', '--no-fund'], 1_800_000);
    if (code !== 0) {
      throw new SetUpError(`npm ci ${timedOut ? 'did not end within 30 minutes' : 'failed'}:\n${errorsOf(output)}`);
    }
  }
  if (fresh && existsSync(join(projectFolder, 'node_modules/keytar/build/Release/keytar.node')))
    return { line: 'up to date' };
  if (!(await keychainModuleLoads())) {
    note('building the keychain module');
    const { code, output } = await npm(['rebuild', 'keytar'], 600_000);
    if (code !== 0 || !(await keychainModuleLoads())) {
      throw new SetUpError(`The keychain module (keytar) could not be built:\n${errorsOf(output)}`);
    }
  }
  return { line: fresh ? 'keychain module built' : 'installed' };
};
