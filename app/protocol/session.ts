import { z } from 'zod';
import { emptyParams, emptyResult } from './method.ts';

export const policy = z.enum(['off', 'optional', 'enforced']);
export type Policy = z.infer<typeof policy>;

export const secondFactor = z.object({
  state: z.enum(['none', 'code', 'setup']),
  policy,
  /** How long a trusted device stays trusted; 0 = asked at every start. */
  rememberDays: z.int().nonnegative(),
  /** Set while an enforcement lies in the future: from then on a set-up is demanded. */
  enforceFrom: z.iso.datetime().optional(),
});
export type SecondFactor = z.infer<typeof secondFactor>;

export const apiApplication = z.strictObject({
  name: z.string().max(128),
  vendor: z.string().max(128),
  version: z.string().max(64),
});

export const userDetails = z.object({
  id: z.string(),
  loginName: z.string(),
  fullName: z.string(),
  emails: z.array(z.string()),
  preferredAddress: z.string(),
});
export type UserDetails = z.infer<typeof userDetails>;

/** Longest password the server looks at, in characters. */
export const maximumPasswordLength = 1024;

export const sessionMethods = {
  'Session.login': {
    params: z.strictObject({
      userName: z.string().max(320),
      password: z.string().max(maximumPasswordLength),
      application: apiApplication,
      deviceName: z.string().max(64).optional(),
    }),
    result: z.object({ token: z.string(), secondFactor }),
  },
  'Session.logout': { params: emptyParams, result: emptyResult },
  'Session.whoAmI': { params: emptyParams, result: z.object({ userDetails }) },
  'Session.setPassword': {
    params: z.strictObject({
      currentPassword: z.string().max(maximumPasswordLength),
      newPassword: z.string().max(maximumPasswordLength),
      revokeAppPasswords: z.boolean(),
    }),
    result: emptyResult,
  },
} as const;
