import { useAccountSetting } from '../hooks/use-account-setting.ts';
import { remembered } from './suggestion-moves.ts';

const none: readonly string[] = [];

/** Searches that led somewhere, newest first; they belong to the account and are kept in its encrypted store. */
export const useRecentSearches = (): {
  readonly recent: readonly string[];
  readonly remember: (text: string) => void;
  readonly forget: () => void;
} => {
  const [recent = none, change] = useAccountSetting('recentSearches');
  return {
    recent,
    remember: (text) => void change(remembered(recent, text)),
    forget: () => void change([]),
  };
};
