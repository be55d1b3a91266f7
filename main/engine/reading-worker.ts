import { parentPort, workerData } from 'node:worker_threads';
import { type BulkThreadData, serveBulkThread } from '../../app/mail/imap/bulk/bulk-thread.ts';
import { stepBack } from './step-back.ts';

/** The thread that reads long folders for the one that writes. */
const port = parentPort;
if (port === null) throw new Error('This is a worker.');
stepBack();
serveBulkThread(port, workerData as BulkThreadData);
