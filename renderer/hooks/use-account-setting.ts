import { useCallback, useEffect, useState } from 'react';
import type { Reply } from '../../app/contract/area.ts';
import type { AccountSettingName, AccountSettings } from '../../app/domain/account-settings.ts';
import { accountSettings } from '../bridge.ts';

/** One setting of the account; undefined until it is known. Changing it shows at once in every window. */
export const useAccountSetting = <Name extends AccountSettingName>(
  name: Name,
): [AccountSettings[Name] | undefined, (value: AccountSettings[Name]) => Promise<Reply<unknown>>] => {
  const [value, setValue] = useState<AccountSettings[Name]>();
  useEffect(() => {
    let over = false;
    const read = async (): Promise<void> => {
      const reply = await accountSettings.get({ name });
      // The engine has checked it against the setting's own schema.
      if (!over && reply.ok) setValue(reply.value.value as AccountSettings[Name]);
    };
    void read();
    const stop = accountSettings.on.changed((changed) => {
      if (changed.name === name) void read();
    });
    return () => {
      over = true;
      stop();
    };
  }, [name]);
  const change = useCallback(
    (next: AccountSettings[Name]) => {
      setValue(next);
      return accountSettings.put({ name, value: next });
    },
    [name],
  );
  return [value, change];
};
