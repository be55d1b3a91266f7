import { type LucideIcon, X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dismiss, emptyPile, put, type Toast, type ToastPile, topOf } from '../logic/toast-pile.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

export type ToastAction = { readonly label: string; readonly run: () => void; readonly hotkey?: string };

export type ToastContent = {
  readonly text: string;
  /** A second, quieter line. */
  readonly detail?: string;
  readonly icon?: LucideIcon;
  /** In place of the icon. */
  readonly picture?: ReactNode;
  readonly tone?: 'danger';
  readonly actions?: readonly ToastAction[];
  /** Milliseconds; 8 seconds where nothing is said, and for ever for what went wrong. */
  readonly lasts?: number | 'stays';
};

type Show = (content: ToastContent) => () => void;

const usualTime = 8_000;

const ShowToast = createContext<Show>(() => () => {});

/** Shows a message that floats above everything for a while; answers the function that takes it away. */
export const useToast = (): Show => useContext(ShowToast);

type CardProps = { readonly toast: Toast<ToastContent>; readonly onEnd: () => void };

/** Time stands still while the pointer or the focus is on it. */
const useTimeOut = (lasts: number | undefined, held: boolean, end: () => void): void => {
  const left = useRef(lasts);
  const latest = useRef(end);
  latest.current = end;
  useEffect(() => {
    if (held || left.current === undefined) return;
    const began = performance.now();
    const timer = setTimeout(() => latest.current(), left.current);
    return () => {
      clearTimeout(timer);
      left.current = Math.max(1_000, (left.current ?? 0) - (performance.now() - began));
    };
  }, [held]);
};

const ToastCard = ({ toast: { content }, onEnd }: CardProps) => {
  const { t } = useTranslation();
  const [hovered, setHovered] = useState(false);
  const [focused, setFocused] = useState(false);
  const lasts = content.lasts ?? (content.tone === 'danger' ? 'stays' : usualTime);
  useTimeOut(lasts === 'stays' ? undefined : lasts, hovered || focused, onEnd);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer only holds the time
    <div
      className={`toast ${content.tone === 'danger' ? 'toast--danger' : ''}`}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setFocused(true)}
      onBlur={(event) => setFocused(event.currentTarget.contains(event.relatedTarget))}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onEnd();
      }}
    >
      {content.picture ?? (content.icon === undefined ? null : <Icon of={content.icon} className="toast__i" />)}
      <div className="toast__text">
        <div className="toast__what">{content.text}</div>
        {content.detail === undefined ? null : <div className="t2 small">{content.detail}</div>}
      </div>
      {content.actions?.map((action) => (
        <Button
          key={action.label}
          size="s"
          look="ghost"
          className="toast__act"
          {...(action.hotkey === undefined ? {} : { hotkey: action.hotkey })}
          onClick={() => {
            onEnd();
            action.run();
          }}
        >
          {action.label}
        </Button>
      ))}
      <button type="button" className="iconbtn" aria-label={t('toast.dismiss')} onClick={onEnd}>
        <Icon of={X} size="s" />
      </button>
    </div>
  );
};

/**
 * The one place of the window where messages float: the newest alone is seen, those that stay come back after it.
 * It never takes the focus; F6 goes to it and back.
 */
export const Toasts = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useTranslation();
  const [pile, setPile] = useState<ToastPile<ToastContent>>(emptyPile);
  const region = useRef<HTMLElement>(null);
  const before = useRef<Element>(null);
  const top = topOf(pile);

  const end = useCallback((id: number): void => {
    const held = region.current?.contains(document.activeElement) === true;
    setPile((now) => dismiss(now, id));
    if (held && before.current instanceof HTMLElement) before.current.focus();
  }, []);
  const show = useCallback<Show>(
    (content) => {
      const id = performance.now() + Math.random();
      const stays = content.lasts === 'stays' || (content.lasts === undefined && content.tone === 'danger');
      setPile((now) => put(now, { id, stays, content }));
      return () => end(id);
    },
    [end],
  );

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key !== 'F6' || event.defaultPrevented) return;
      const box = region.current;
      if (box?.contains(document.activeElement) === true) {
        event.preventDefault();
        if (before.current instanceof HTMLElement) before.current.focus();
        return;
      }
      const button = box?.querySelector('button');
      if (button === null || button === undefined) return;
      event.preventDefault();
      before.current = document.activeElement;
      button.focus();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);

  return (
    <ShowToast.Provider value={show}>
      {children}
      <section ref={region} className="toasts" aria-label={t('toast.region')}>
        <div role="status">
          {top === undefined ? null : <ToastCard key={top.id} toast={top} onEnd={() => end(top.id)} />}
        </div>
      </section>
    </ShowToast.Provider>
  );
};
