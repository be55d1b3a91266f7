import { z } from 'zod';

const listener = z.object({ host: z.string(), port: z.int() });

/** The one line of JSON that the server prints on standard output once every service answers. */
export const readyLine = z.object({
  event: z.literal('ready'),
  webmail: z.string(),
  admin: z.string(),
  imap: listener,
  imaps: listener,
  pop3s: listener,
  smtp: listener,
  smtps: listener,
  /** Path of the PEM file of the server's own certificate authority. */
  ca: z.string(),
  logs: z.string(),
  version: z.string(),
});
export type ReadyLine = z.infer<typeof readyLine>;
