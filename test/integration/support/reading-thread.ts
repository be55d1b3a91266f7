import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BulkThreadData } from '../../../app/mail/imap/bulk/bulk-thread.ts';
import { projectFolder } from '../../../build/set-up/places.mjs';

/** The reading thread as the application starts it, out of the sources. */
export const startReading = (data: BulkThreadData): Worker =>
  new Worker(
    "const { workerData } = require('node:worker_threads');" +
      "import('tsx/esm/api').then(({ register }) => { register(); return import(workerData.script); });",
    { eval: true, workerData: { ...data, script: join(projectFolder, 'main/engine/reading-worker.ts') } },
  );
