import { z } from 'zod';
import { accountSettingName } from '../domain/account-settings.ts';
import { type AreaContract, nothing } from './area.ts';

/** What is set for the account whose mailbox is open; the schemas of the values are in `accountSettings`. */
export const accountSettingsContract = {
  servedBy: 'engine',
  perAccount: true,
  methods: {
    get: { input: z.strictObject({ name: accountSettingName }), output: z.object({ value: z.unknown() }) },
    put: { input: z.strictObject({ name: accountSettingName, value: z.unknown() }), output: nothing },
  },
  events: { changed: z.object({ name: accountSettingName }) },
} as const satisfies AreaContract;
