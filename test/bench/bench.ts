import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { findRuntime } from '../../build/set-up/electron-runtime.mjs';
import { projectFolder } from '../../build/set-up/places.mjs';
import { describeWithTail, measureAdministration } from './administration.ts';
import { measureOwnShare } from './own-share.ts';
import { describeSeries } from './series.ts';
import { measureServer } from './server.ts';
import { measureSignIn } from './sign-in.ts';
import { measureSizes } from './sizes.ts';

/** Runs a bench of its own in a process of its own; what it prints is printed. */
const runScript = (path: string, ...args: string[]): void =>
  void execFileSync(process.execPath, ['--import', 'tsx', join(projectFolder, 'test/bench', path), ...args], {
    cwd: projectFolder,
    stdio: 'inherit',
  });

/**
 * Measures the way from start to mailbox in the real application, what the server and the mail engine take, and what
 * is installed, and prints the figures. Takes about half an hour.
 */
export const runBench = async (rounds: number): Promise<void> => {
  const runtime = await findRuntime();
  const [cpu] = cpus();
  console.log(`\nElectron ${runtime?.version}, Node ${process.versions.node}, ${cpus().length} × ${cpu?.model.trim()}`);
  console.log(`${''.padEnd(52)}    min  median     max`);
  for (const series of await measureSignIn(rounds)) console.log(describeSeries(series));
  for (const series of await measureOwnShare(rounds)) console.log(describeSeries(series));
  for (const series of await measureAdministration()) console.log(describeWithTail(series));
  for await (const line of measureServer()) console.log(line);
  runScript('engine/first-sync-wire.ts');
  runScript('engine/engine.ts');
  runScript('engine/notmuch.ts');
  runScript('window.ts');
  runScript('whole-application.ts');
  runScript('compose.ts');
  runScript('store/search.ts');
  runScript('store/people.ts');
  for (const series of await measureSizes()) console.log(describeSeries(series));
};
