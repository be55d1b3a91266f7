import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBundles } from './set-up/bundles.mjs';
import { ensureRuntime } from './set-up/electron-runtime.mjs';
import { withLock } from './set-up/lock.mjs';
import { ensureNodePackages } from './set-up/node-packages.mjs';
import { cacheFolder, projectFolder } from './set-up/places.mjs';
import { isLeaving, leaveWithParent } from './set-up/process-group.mjs';
import { createReport, SetUpError } from './set-up/report.mjs';
import { ensureSecondServer } from './set-up/second-server.mjs';
import { ensureSystemPackages } from './set-up/system-packages.mjs';

const checkNode = async () => {
  const { engines } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'));
  const [, major, minor] = /(\d+)\.(\d+)/.exec(engines.node).map(Number);
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number);
  if (haveMajor < major || (haveMajor === major && haveMinor < minor)) {
    throw new SetUpError(`Node ${engines.node} is needed; this is ${process.version}.`);
  }
  return { line: process.version };
};

/**
 * Brings the checkout to where a command can run, and does nothing where it is there already. `needs` names groups
 * of system packages; `secondServer` among them is the other mail server of the tests. Answers the Electron to use where one was asked for.
 */
export const setUp = async ({ needs, electron = false, bundles = false, stream = process.stdout }) => {
  const report = createReport(stream);
  await mkdir(cacheFolder, { recursive: true, mode: 0o755 });
  const waiting = (pid) =>
    stream.write(`            Waiting for another set-up (process ${pid ?? 'unknown'}) to end.\n`);
  return withLock(join(cacheFolder, 'set-up.lock'), waiting, async () => {
    await report.step('Node', checkNode);
    const packages = ['native', ...needs.filter((need) => need !== 'secondServer')];
    await report.step('System packages', (note) => ensureSystemPackages(packages, note));
    if (needs.includes('secondServer')) await report.step('Second mail server', ensureSecondServer);
    await report.step('npm packages', ensureNodePackages);
    const runtime = electron ? (await report.step('Electron', ensureRuntime)).runtime : undefined;
    if (bundles) await report.step('Bundles', ensureBundles);
    return { runtime };
  });
};

/** Runs a script's main function and turns a failed set-up into its message and exit code 1. */
export const runScript = async (main) => {
  if (process.env.npm_lifecycle_event) leaveWithParent();
  let code = 1;
  try {
    code = (await main()) ?? 0;
  } catch (error) {
    if (!isLeaving())
      process.stderr.write(`\n${error instanceof SetUpError ? error.message : (error.stack ?? error)}\n`);
  }
  // An interruption ends the program itself, once everything is stopped.
  if (!isLeaving()) process.exit(code);
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runScript(async () => {
    await setUp({ needs: [] });
  });
}
