import { useTranslation } from 'react-i18next';
import type { SavedSearch } from '../../app/domain/account-settings.ts';
import { useToast } from '../components/toasts.tsx';
import { useUndo } from '../components/undo.tsx';
import { useAccountSetting } from '../hooks/use-account-setting.ts';
import { failureText } from '../text/failure-text.ts';

const none: readonly SavedSearch[] = [];
const most = 100;

/** Searches that are kept by name; they belong to the account and are kept in its encrypted store. */
export const useSavedSearches = () => {
  const { t } = useTranslation();
  const toast = useToast();
  const undo = useUndo();
  const [saved = none, change] = useAccountSetting('savedSearches');
  const put = async (next: readonly SavedSearch[]): Promise<boolean> => {
    const reply = await change([...next]);
    if (!reply.ok) toast({ tone: 'danger', text: failureText(t, reply.error).title });
    return reply.ok;
  };
  return {
    saved,
    add: (name: string, text: string): void =>
      void put([...saved, { id: crypto.randomUUID(), name, text }].slice(-most)),
    rename: (search: SavedSearch, name: string): void =>
      void put(saved.map((one) => (one.id === search.id ? { ...one, name } : one))),
    remove: async (search: SavedSearch): Promise<void> => {
      if (!(await put(saved.filter(({ id }) => id !== search.id)))) return;
      undo.did({ text: t('savedSearch.removed', { name: search.name }), undo: () => void put(saved) });
    },
  };
};
