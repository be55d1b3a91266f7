import { join } from 'node:path';
import { app, crashReporter } from 'electron';
import type { LoadedPolicy } from '../policy/load-policy.ts';
import { createCrashReports } from './crash-reports.ts';
import { createLog, type Log } from './log.ts';
import { reportLines, writeReport } from './report.ts';

export type Diagnostics = {
  readonly log: Log;
  /** Folder of logs and crash reports. */
  readonly folder: string;
  /** The report a person reads and copies. */
  readonly report: (live: { readonly accounts: readonly string[]; readonly update: string }) => {
    readonly text: string;
    readonly crashes: number;
  };
};

/**
 * Begins to write down what happens, in the profile: to be called before anything else can go wrong. Reports of crashes
 * are kept there and sent nowhere.
 */
export const startDiagnostics = (profile: string, policy: LoadedPolicy): Diagnostics => {
  const folder = join(profile, 'reports');
  const log = createLog({ folder, level: policy.policy.logLevel ?? 'normal' });
  const crashes = createCrashReports(join(folder, 'crashes'));
  crashes.tidy();
  app.setPath('crashDumps', join(folder, 'crashes'));
  crashReporter.start({ uploadToServer: false, compress: false });
  process.on('uncaughtException', (error) => log.bug('uncaught', error));
  process.on('unhandledRejection', (error) => log.bug('unhandled', error));
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') log.record('errors', 'process', `${type} ended: ${reason}, ${exitCode}`);
  });
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (reason !== 'clean-exit') log.record('errors', 'process', `window ended: ${reason}, ${exitCode}`);
  });
  const policyFaults = policy.faults.map(({ key, reason }) => `${key === '' ? 'the whole' : key} ${reason}`);
  for (const fault of policyFaults) log.record('errors', 'policy', fault);
  log.record('normal', 'start', `version ${app.getVersion()}, ${process.platform} ${process.arch}`);
  return {
    log,
    folder,
    report: ({ accounts, update }) => {
      const count = crashes.count();
      const text = writeReport({
        version: app.getVersion(),
        packaged: app.isPackaged,
        locale: app.getLocale(),
        policy: policy.policy,
        policyFaults,
        accounts,
        crashes: count,
        update,
        log: log.last(reportLines),
      });
      return { text, crashes: count };
    },
  };
};
