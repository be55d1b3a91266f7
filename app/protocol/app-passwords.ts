import { z } from 'zod';
import { emptyParams, emptyResult, itemError, timestamp } from './method.ts';

export const scope = z.enum(['imap', 'pop3', 'smtp', 'caldav', 'carddav']);
export type Scope = z.infer<typeof scope>;

/** Most app passwords a user may have. */
export const appPasswordLimit = 25;

/** Letters of a secret before grouping. */
export const appPasswordLength = 20;

const name = z.string().trim().min(1).max(64);
const scopes = z
  .array(scope)
  .min(1)
  .max(scope.options.length)
  .refine((list) => new Set(list).size === list.length, 'scopes must not repeat');
const expiresInDays = z.int().min(1).max(3650);

/** Where a device fetches its profile, followed by the token. */
export const profilePath = '/profile/';

export const appPassword = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(scope),
  createdAt: timestamp,
  lastUsedAt: timestamp.optional(),
  lastProtocol: z.string().optional(),
  lastIp: z.string().optional(),
  expiresAt: timestamp.optional(),
  enabled: z.boolean(),
  deviceBound: z.boolean(),
  /** True for the one that belongs to the device of this session. */
  current: z.boolean(),
});
export type AppPassword = z.infer<typeof appPassword>;

export const appPasswordMethods = {
  'AppPasswords.get': {
    params: emptyParams,
    result: z.object({ list: z.array(appPassword), limit: z.int(), totalItems: z.int() }),
  },
  'AppPasswords.create': {
    params: z.strictObject({
      name,
      scopes,
      expiresInDays: expiresInDays.optional(),
      deviceBound: z.boolean().optional(),
    }),
    /** The only time the secret is ever sent. */
    result: z.object({ id: z.string(), secret: z.string() }),
  },
  'AppPasswords.set': {
    params: z.strictObject({
      id: z.string().max(64),
      name: name.optional(),
      scopes: scopes.optional(),
      enabled: z.boolean().optional(),
      /** null: it does not end by itself any more. */
      expiresInDays: expiresInDays.nullable().optional(),
    }),
    result: emptyResult,
  },
  'AppPasswords.remove': {
    params: z.strictObject({ ids: z.array(z.string().max(64)).max(1000) }),
    result: z.object({ errors: z.array(itemError) }),
  },
  /** Has the server hand out a profile for an Apple device, once and for a few minutes, at `path`. */
  'AppPasswords.offerProfile': {
    params: z.strictObject({ id: z.string().max(64), secret: z.string().max(64) }),
    result: z.object({ path: z.string(), expiresAt: timestamp }),
  },
  'AppPasswords.removeAll': { params: emptyParams, result: z.object({ removed: z.int() }) },
} as const;
