import { useCallback } from 'react';
import type { Template } from '../../../app/domain/account-settings.ts';
import { useAccountSetting } from '../../hooks/use-account-setting.ts';

export type Templates = {
  readonly list: readonly Template[];
  /** One of the same name is replaced. */
  readonly add: (template: Omit<Template, 'id'>) => Promise<void>;
};

export const useTemplates = (): Templates => {
  const [list = [], change] = useAccountSetting('templates');
  const add = useCallback<Templates['add']>(
    async (template) => {
      const others = list.filter(({ name }) => name !== template.name);
      await change([...others, { id: crypto.randomUUID(), ...template }]);
    },
    [list, change],
  );
  return { list, add };
};
