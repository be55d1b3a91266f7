import { cpus } from 'node:os';
import { findRuntime } from '../../build/set-up/electron-runtime.mjs';
import { describeWithTail, measureAdministration } from './administration.ts';
import { describeSeries } from './series.ts';
import { measureServer } from './server.ts';
import { measureSignIn } from './sign-in.ts';
import { measureSizes } from './sizes.ts';

/**
 * Measures the way from start to mailbox in the real application, what the server takes, and what is installed, and
 * prints the figures.
 */
export const runBench = async (rounds: number): Promise<void> => {
  const runtime = await findRuntime();
  const [cpu] = cpus();
  console.log(`\nElectron ${runtime?.version}, Node ${process.versions.node}, ${cpus().length} × ${cpu?.model.trim()}`);
  console.log(`${''.padEnd(52)}    min  median     max`);
  for (const series of await measureSignIn(rounds)) console.log(describeSeries(series));
  for (const series of await measureAdministration()) console.log(describeWithTail(series));
  for await (const line of measureServer()) console.log(line);
  for (const series of await measureSizes()) console.log(describeSeries(series));
};
