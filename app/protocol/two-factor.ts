import { z } from 'zod';
import { emptyParams, emptyResult, itemError, timestamp } from './method.ts';
import { policy } from './session.ts';

/** A code as a person types it: six digits, or a recovery code; spaces allowed. Always a string: leading zeros count. */
export const typedCode = z.string().min(1).max(32);

const recoveryEmail = z.string().max(320);

export const device = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: timestamp,
  lastUsedAt: timestamp,
  lastIp: z.string(),
  expiresAt: timestamp,
  current: z.boolean(),
});
export type Device = z.infer<typeof device>;

export const newKey = z.object({
  /** Base32, 160 bit. */
  secret: z.string(),
  otpauthUri: z.string(),
  algorithm: z.literal('SHA1'),
  digits: z.literal(6),
  period: z.literal(30),
  serverTime: timestamp,
});

/** Second factor, the same on the client and the administration endpoint. */
export const twoFactorMethods = {
  'TwoFactor.getStatus': {
    params: emptyParams,
    result: z.object({
      policy,
      enrolled: z.boolean(),
      enrolledAt: timestamp.optional(),
      recoveryEmailMasked: z.string().optional(),
      recoveryCodesLeft: z.int().optional(),
      rememberDays: z.int().nonnegative(),
      enforceFrom: timestamp.optional(),
      serverTime: timestamp,
    }),
  },
  'TwoFactor.start': { params: emptyParams, result: newKey },
  /** A new key for somebody who has one already; the old one is good until `finishMove`. Needs fresh proof. */
  'TwoFactor.startMove': { params: emptyParams, result: newKey },
  /** `code` is one of the new key. Devices, app passwords and recovery codes stay. */
  'TwoFactor.finishMove': { params: z.strictObject({ code: typedCode }), result: emptyResult },
  'TwoFactor.finish': {
    params: z.strictObject({ code: typedCode, recoveryEmail, remember: z.boolean() }),
    result: z.object({
      enrolled: z.literal(true),
      deviceExpiresAt: timestamp.optional(),
      recoveryCodes: z.array(z.string()).length(10),
    }),
  },
  'TwoFactor.verify': {
    params: z.strictObject({ code: typedCode, remember: z.boolean() }),
    result: z.object({ deviceExpiresAt: timestamp.optional(), recoveryCodesLeft: z.int().optional() }),
  },
  'TwoFactor.stepUp': { params: z.strictObject({ code: typedCode }), result: z.object({ validUntil: timestamp }) },
  'TwoFactor.remove': { params: z.strictObject({ code: typedCode }), result: emptyResult },
  'TwoFactor.setRecoveryEmail': {
    params: z.strictObject({ recoveryEmail }),
    result: z.object({ recoveryEmailMasked: z.string() }),
  },
  'TwoFactor.requestRecovery': {
    params: emptyParams,
    /** `sentTo` is masked; `expiresIn` in seconds. */
    result: z.object({ sentTo: z.string(), expiresIn: z.int() }),
  },
  'TwoFactor.recover': { params: z.strictObject({ code: typedCode }), result: z.object({ reset: z.literal(true) }) },
  'TwoFactor.newRecoveryCodes': { params: emptyParams, result: z.object({ recoveryCodes: z.array(z.string()) }) },
  'TwoFactor.getLegacyClients': {
    params: emptyParams,
    result: z.object({
      list: z.array(
        z.object({ protocol: z.string(), program: z.string().optional(), ip: z.string(), lastSeenAt: timestamp }),
      ),
    }),
  },
  'TwoFactor.getDevices': { params: emptyParams, result: z.object({ list: z.array(device) }) },
  'TwoFactor.removeDevices': {
    params: z.strictObject({ ids: z.array(z.string().max(64)).max(1000) }),
    result: z.object({ errors: z.array(itemError) }),
  },
  /**
   * Ends the trust in whoever asks, by nothing but its second-factor cookie: what a computer can still do when the
   * person signs out of it and no session is open.
   */
  'TwoFactor.endTrust': { params: emptyParams, result: z.object({ ended: z.boolean() }) },
} as const;
