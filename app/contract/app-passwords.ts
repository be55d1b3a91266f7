import { z } from 'zod';
import { mailEndpoint } from '../domain/mail-access.ts';
import { appPassword, scope } from '../protocol/app-passwords.ts';
import { type AreaContract, nothing } from './area.ts';

export type { AppPassword, Scope } from '../protocol/app-passwords.ts';

const id = z.string().max(64);
const name = z.string().trim().min(1).max(64);
const expiresInDays = z.int().min(1).max(3650);

/** App passwords of the account. Without a web session every call answers `signInRequired`. */
export const appPasswordsContract = {
  servedBy: 'main',
  perAccount: true,
  methods: {
    list: { input: nothing, output: z.object({ list: z.array(appPassword), limit: z.int() }) },
    create: {
      input: z.strictObject({
        name,
        scopes: z.array(scope).min(1),
        expiresInDays: expiresInDays.optional(),
      }),
      /** The only time the secret is ever there. */
      output: z.object({
        id: z.string(),
        secret: z.string(),
        user: z.string(),
        imap: mailEndpoint,
        smtp: mailEndpoint.optional(),
      }),
    },
    change: {
      input: z.strictObject({
        id,
        name: name.optional(),
        scopes: z.array(scope).min(1).optional(),
        enabled: z.boolean().optional(),
        /** null: it does not end by itself any more. */
        expiresInDays: expiresInDays.nullable().optional(),
      }),
      output: nothing,
    },
    revoke: { input: z.strictObject({ id }), output: nothing },
    /** All but the one this computer uses. */
    revokeOthers: { input: nothing, output: z.object({ revoked: z.int() }) },
    /**
     * Has the server hand out the settings of an Apple device once, with the password in them.
     * `unsupportedServer` where it cannot.
     */
    offerProfile: {
      input: z.strictObject({ id, secret: z.string().max(64) }),
      output: z.object({ url: z.string(), expiresAt: z.iso.datetime() }),
    },
    /** Puts it into the keychain for another program of this computer; answers the entry it is found under there. */
    saveHere: {
      input: z.strictObject({ id, name, secret: z.string().max(64) }),
      output: z.object({ service: z.string(), account: z.string() }),
    },
    /** Saves the settings with the password in them as a file where the person says; false when they did not want to after all. */
    saveProfile: {
      input: z.strictObject({ name, secret: z.string().max(64), scopes: z.array(scope).min(1) }),
      output: z.object({ saved: z.boolean() }),
    },
  },
  events: {},
} as const satisfies AreaContract;
