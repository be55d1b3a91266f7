import { register } from 'tsx/esm/api';

// The writing thread as it is in the sources: what is built need not be there.
register();
await import('../../../main/engine/mail-worker.ts');
