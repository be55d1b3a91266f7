import { z } from 'zod';
import { emptyParams } from './method.ts';

/** What our server announces; a server without `twoFactor.1` is treated as one without our calls. */
export const features = ['twoFactor.1', 'appPasswords.1', 'devices.1'] as const;

export const versionMethods = {
  'Version.getApiVersion': {
    params: emptyParams,
    result: z.object({
      apiVersion: z.int(),
      product: z.string(),
      version: z.string(),
      features: z.array(z.string()),
      minimumClientVersion: z.string(),
    }),
  },
} as const;

export type ApiVersion = z.infer<(typeof versionMethods)['Version.getApiVersion']['result']>;
