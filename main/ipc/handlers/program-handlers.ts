import { mkdirSync } from 'node:fs';
import { shell } from 'electron';
import type { HandlersOf } from '../../../app/contract/area.ts';
import type { programContract } from '../../../app/contract/program.ts';
import { succeed } from '../../../app/domain/result.ts';
import type { LoadedPolicy } from '../../policy/load-policy.ts';
import type { Updates } from '../../updates/updates.ts';

/** The program itself: who manages it, and what it can tell about itself. */
export const programHandlers = (options: {
  readonly policy: LoadedPolicy;
  readonly diagnostics: () => { readonly text: string; readonly crashes: number };
  readonly updates: Updates;
  /** Folder with logs and crash reports. */
  readonly reports: string;
}): HandlersOf<typeof programContract> => {
  const { policy, faults, managed } = options.policy;
  const { updates } = options;
  return {
    getPolicy: () =>
      succeed({
        managed,
        keys: Object.keys(policy),
        remotePicturesNever: policy.remotePictures === 'never',
        exportOff: policy.export === 'off',
        faults: faults.map(({ key, reason }) => ({ key, reason })),
      }),
    getDiagnostics: () => succeed(options.diagnostics()),
    getUpdate: () => succeed(updates.state()),
    checkForUpdate: () => {
      void updates.check();
      return succeed({});
    },
    downloadUpdate: () => {
      void updates.download();
      return succeed({});
    },
    installUpdate: () => {
      updates.installNow();
      return succeed({});
    },
    showReports: async () => {
      mkdirSync(options.reports, { recursive: true, mode: 0o700 });
      await shell.openPath(options.reports);
      return succeed({});
    },
  };
};
