import { z } from 'zod';
import { listQuery, listResult } from './list-query.ts';
import type { ParamsOf, ResultOf } from './method.ts';
import { emptyParams, emptyResult, itemError, timestamp } from './method.ts';
import { maximumPasswordLength } from './session.ts';

const id = z.string().min(1).max(64);
const ids = z.array(id).min(1).max(1000);
const query = listQuery.prefault({});
const errors = z.array(itemError);
const created = z.object({ errors, result: z.array(z.object({ inputIndex: z.int().nonnegative(), id: z.string() })) });

/** Longest life of a trusted device in days, and most wrong codes in a row, that a domain may allow. */
export const maximumExpireDays = 3650;
export const maximumAttemptLimit = 100;

/** A domain's rules for the second factor; always given whole. */
export const twoFactorSettings = z.strictObject({
  isEnabled: z.boolean(),
  isForced: z.boolean(),
  /** Forced from then on; until then the factor is optional and users are told at sign-in. */
  enforceFrom: timestamp.optional(),
  /** How long a device stays trusted; 0 = asked for at every start of a browser. */
  expireDays: z.int().min(0).max(maximumExpireDays),
  /** Wrong codes in a row that disable an account. */
  attemptLimit: z.int().min(1).max(maximumAttemptLimit),
});
export type TwoFactorSettings = z.infer<typeof twoFactorSettings>;

/** A domain as it is listed; `query.fields` may leave out every member but `id`. */
export const adminDomain = z.object({
  id: z.string(),
  name: z.string(),
  twoFactor: z.object(twoFactorSettings.shape),
  userCount: z.int().nonnegative(),
  enrolledCount: z.int().nonnegative(),
});
export type AdminDomain = z.infer<typeof adminDomain>;

const listedRole = z.enum(['user', 'domainAdministrator', 'administrator']);
const disabledReason = z.enum(['secondFactorAttempts', 'administrator']);

/** A user as listed; `query.fields` may leave out every member but `id`. */
export const adminUser = z.object({
  id: z.string(),
  loginName: z.string(),
  domainId: z.string(),
  domainName: z.string(),
  address: z.string(),
  fullName: z.string(),
  role: listedRole,
  isEnabled: z.boolean(),
  /** Present while the account is disabled. */
  disabledReason: disabledReason.optional(),
  isEnrolled: z.boolean(),
  secondFactorFailures: z.int().nonnegative(),
  /** Absent: never. */
  lastSignIn: timestamp.optional(),
  appPasswordCount: z.int().nonnegative(),
});
export type AdminUser = z.infer<typeof adminUser>;

/** A program that used an account password on a mail protocol in the last 30 days. */
export const adminLegacyClient = z.object({
  userId: z.string(),
  address: z.string(),
  fullName: z.string(),
  protocol: z.string(),
  program: z.string().optional(),
  ip: z.string(),
  lastSeenAt: timestamp,
});
export type AdminLegacyClient = z.infer<typeof adminLegacyClient>;

/** Text of a person's choosing: one line, nothing that would move a terminal's cursor. */
const fullName = z
  .string()
  .trim()
  .max(128)
  .regex(/^\P{C}*$/u);
const password = z.string().max(maximumPasswordLength);
const role = z.enum(['user', 'domainAdministrator']);

const userPattern = z.strictObject({
  isEnabled: z.boolean().optional(),
  fullName: fullName.optional(),
  password: password.optional(),
  role: role.optional(),
});

export const logName = z.enum(['error', 'security', 'debug', 'audit', 'config', 'warning', 'mail']);
export type LogName = z.infer<typeof logName>;

/** Most lines one call hands over. */
export const maximumLogLines = 50_000;

const logLine = z.object({ line: z.int().nonnegative(), content: z.string() });
export type LogLine = z.infer<typeof logLine>;

const logPart = {
  logName,
  /** Counted from 0; -1 = the last `countLines`. */
  fromLine: z.int().min(-1).default(-1),
  countLines: z.int().min(1).max(maximumLogLines).default(100),
};

/**
 * Methods of the administration endpoint beside those of the client endpoint that it shares. All need a full session
 * of an administrator; a domain administrator sees and changes the own domain only (1004 for all else).
 */
export const administrationMethods = {
  'Domains.get': {
    params: z.strictObject({ query }),
    result: listResult(adminDomain.partial().required({ id: true })),
  },
  'Domains.create': {
    params: z.strictObject({
      domains: z
        .array(z.strictObject({ name: z.string().max(253), twoFactor: twoFactorSettings.optional() }))
        .min(1)
        .max(1000),
    }),
    result: created,
  },
  'Domains.set': {
    params: z.strictObject({
      domainIds: ids,
      pattern: z.strictObject({ twoFactor: twoFactorSettings.optional() }),
    }),
    result: z.object({ errors }),
  },
  'Domains.getLegacyClients': {
    params: z.strictObject({ id, query }),
    result: listResult(adminLegacyClient.partial()),
  },
  'Users.get': {
    params: z.strictObject({ query, domainId: id.optional() }),
    result: listResult(adminUser.partial().required({ id: true })),
  },
  'Users.create': {
    params: z.strictObject({
      users: z
        .array(
          z.strictObject({
            domainId: id,
            loginName: z.string().max(64),
            fullName: fullName.default(''),
            password,
            role: role.default('user'),
          }),
        )
        .min(1)
        .max(100),
    }),
    result: created,
  },
  'Users.set': {
    params: z
      .strictObject({ userIds: ids, pattern: userPattern })
      .refine(({ userIds, pattern }) => pattern.password === undefined || userIds.length === 1, {
        path: ['pattern', 'password'],
        message: 'a password is of one user',
      }),
    result: z.object({ errors }),
  },
  'Users.resetTwoFactor': { params: z.strictObject({ ids }), result: z.object({ errors }) },
  'Users.removeAppPasswords': { params: z.strictObject({ ids }), result: z.object({ errors }) },
  'Administration.get': {
    params: emptyParams,
    result: z.object({
      loginName: z.string(),
      isEnabled: z.boolean(),
      disabledReason: disabledReason.optional(),
      isEnrolled: z.boolean(),
      enrolledAt: timestamp.optional(),
      recoveryEmailMasked: z.string().optional(),
      /** Whether some domain has the second factor enabled, without which the account cannot enrol. */
      canEnrol: z.boolean(),
      secondFactorFailures: z.int().nonnegative(),
      lastSignIn: timestamp.optional(),
    }),
  },
  'Administration.resetTwoFactor': { params: emptyParams, result: emptyResult },
  'Logs.get': {
    params: z.strictObject({
      query: listQuery.refine(({ conditions, orderBy }) => conditions.length + orderBy.length === 0).prefault({}),
    }),
    result: listResult(z.object({ logName, size: z.int().nonnegative(), changedAt: timestamp.optional() })),
  },
  'Logs.getMessages': { params: z.strictObject(logPart), result: listResult(logLine) },
  'Logs.search': {
    params: z.strictObject({ ...logPart, what: z.string().min(1).max(256), caseSensitive: z.boolean().default(false) }),
    result: listResult(logLine),
  },
  'Server.getVersion': {
    params: emptyParams,
    result: z.object({
      product: z.string(),
      version: z.string(),
      major: z.int(),
      minor: z.int(),
      revision: z.int(),
      build: z.int(),
    }),
  },
} as const;

export type AdministrationMethods = typeof administrationMethods;
export type AdministrationMethodName = keyof AdministrationMethods;
export type AdministrationParams<N extends AdministrationMethodName> = ParamsOf<AdministrationMethods[N]>;
export type AdministrationResult<N extends AdministrationMethodName> = ResultOf<AdministrationMethods[N]>;
