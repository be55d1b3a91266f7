import { useSyncExternalStore } from 'react';

/** Below this width, in CSS pixels, list and reader share one pane. */
const query = window.matchMedia('(min-width: 900px)');

const subscribe = (changed: () => void): (() => void) => {
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
};

/** List and reader stand side by side. */
export const useWide = (): boolean => useSyncExternalStore(subscribe, () => query.matches);
