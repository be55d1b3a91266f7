import { z } from 'zod';
import { appPassword, scope } from '../protocol/app-passwords.ts';
import { type AreaContract, nothing } from './area.ts';

export type { AppPassword, Scope } from '../protocol/app-passwords.ts';

/** App passwords of the account. Without a web session every call answers `signInRequired`. */
export const appPasswordsContract = {
  servedBy: 'main',
  perAccount: true,
  methods: {
    list: { input: nothing, output: z.object({ list: z.array(appPassword), limit: z.int() }) },
    create: {
      input: z.strictObject({
        name: z.string().trim().min(1).max(64),
        scopes: z.array(scope).min(1),
        expiresInDays: z.int().min(1).max(3650).optional(),
      }),
      /** The only time the secret is ever there. */
      output: z.object({
        id: z.string(),
        secret: z.string(),
        user: z.string(),
        imap: z.object({ host: z.string(), port: z.int() }),
        smtp: z.object({ host: z.string(), port: z.int() }).optional(),
      }),
    },
    revoke: { input: z.strictObject({ id: z.string().max(64) }), output: nothing },
  },
  events: {},
} as const satisfies AreaContract;
