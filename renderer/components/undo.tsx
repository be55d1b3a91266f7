import { Undo2 } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type ToastContent, useToast } from './toasts.tsx';

type Undoable = ToastContent & {
  /** Takes it back; told once. */
  readonly undo: () => void;
};

export type Undo = {
  /** Says what was done, with a way back: the button, or the key while nothing newer was done. */
  readonly did: (done: Undoable) => () => void;
  /** Takes back what was done last. @returns false when there is nothing */
  readonly undoLast: () => boolean;
};

const UndoContext = createContext<Undo>({ did: () => () => {}, undoLast: () => false });

export const useUndo = (): Undo => useContext(UndoContext);

/** So many deeds can be taken back one after the other. */
const most = 50;

/** Remembers what was done last, newest last, so that one key takes it back. Inside of `Toasts`. */
export const UndoKeeper = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useTranslation();
  const toast = useToast();
  const deeds = useRef<{ readonly undo: () => void; readonly hide: () => void }[]>([]);

  const did = useCallback<Undo['did']>(
    ({ undo, ...content }) => {
      const take = (): void => {
        deeds.current = deeds.current.filter((each) => each !== deed);
        undo();
      };
      const hide = toast({
        icon: Undo2,
        ...content,
        actions: [...(content.actions ?? []), { label: t('toast.undo'), hotkey: 'Z', run: take }],
      });
      const deed = { undo: take, hide };
      deeds.current = [...deeds.current.slice(1 - most), deed];
      return hide;
    },
    [toast, t],
  );
  const undoLast = useCallback((): boolean => {
    const last = deeds.current.at(-1);
    last?.hide();
    last?.undo();
    return last !== undefined;
  }, []);

  const value = useMemo(() => ({ did, undoLast }), [did, undoLast]);
  return <UndoContext.Provider value={value}>{children}</UndoContext.Provider>;
};
