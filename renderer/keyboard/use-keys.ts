import { useEffect, useRef } from 'react';

export type Keys = Readonly<Record<string, (() => void) | undefined>>;

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');

const inDialog = (): boolean => document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;

const nameOf = (event: KeyboardEvent): string => {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : key;
};

/**
 * Keys for the whole window while `active`. Off while something is typed, in a dialog, and when a nearer control has
 * used the key.
 */
export const useKeys = (active: boolean, keys: Keys): void => {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!active) return;
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.isComposing || inDialog()) return;
      if (typing(event.target) && event.key !== 'Escape') return;
      const action = latest.current[nameOf(event)];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [active]);
};
