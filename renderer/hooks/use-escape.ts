import { useEffect } from 'react';

/** Esc for the whole window, unless something nearer (a dialog, a field) has already used it. */
export const useEscape = (action: (() => void) | undefined): void => {
  useEffect(() => {
    if (action === undefined) return;
    const press = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) action();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [action]);
};
