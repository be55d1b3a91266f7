import { type AccountSettingName, accountSettings } from '../../domain/account-settings.ts';
import type { Failure } from '../../domain/failure.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { WritingStore } from '../../store/sqlite/open-mail-store.ts';
import { createSettingsTable } from '../../store/sqlite/settings-table.ts';

type Reply<Value> = Promise<Result<Value, Failure>>;

/** Reading and changing what is set for one account. */
export type SettingsMethods = {
  readonly getSetting: (input: { readonly name: AccountSettingName }) => Reply<{ value: unknown }>;
  /** `invalidInput`: the value does not fit the setting. */
  readonly putSetting: (input: {
    readonly name: AccountSettingName;
    readonly value: unknown;
  }) => Reply<Record<string, never>>;
};

/** @param changed told after a setting was changed */
export const settingsDesk = (
  store: Pick<WritingStore, 'database'>,
  changed: (name: AccountSettingName) => void,
): SettingsMethods => {
  const table = createSettingsTable(store.database);
  return {
    getSetting: async ({ name }) =>
      succeed({ value: table.get<unknown>(name, accountSettings[name]) ?? accountSettings[name].parse(undefined) }),
    putSetting: async ({ name, value }) => {
      const checked = accountSettings[name].safeParse(value);
      if (!checked.success || value === undefined) return fail({ code: 'invalidInput' });
      table.set(name, checked.data);
      changed(name);
      return succeed({});
    },
  };
};
