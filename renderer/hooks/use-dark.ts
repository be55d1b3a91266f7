import { useSyncExternalStore } from 'react';
import { usePreferences } from './use-preferences.ts';

const system = window.matchMedia('(prefers-color-scheme: dark)');

const watch = (tell: () => void): (() => void) => {
  system.addEventListener('change', tell);
  return () => system.removeEventListener('change', tell);
};

/** Whether the page is dark now, by choice or with the system. */
export const useDark = (): boolean => {
  const [{ theme }] = usePreferences('appearance');
  const systemDark = useSyncExternalStore(watch, () => system.matches);
  return theme === 'system' ? systemDark : theme === 'dark';
};
