import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Folder } from '../../../app/domain/mail.ts';
import { DangerDialog } from '../../components/question-dialog.tsx';
import { useToast } from '../../components/toasts.tsx';
import type { AtHand } from './at-hand.ts';
import { MoveDialog } from './move-dialog.tsx';
import { moveTargets } from './move-targets.ts';
import { SnoozeDialog } from './snooze-dialog.tsx';
import type { Question, Verbs } from './use-verbs.ts';

type Threads = readonly number[];

export type VerbDialogs = {
  readonly ask: (question: Question) => void;
  readonly move: (threads: Threads, verbs: Verbs, hand: AtHand) => void;
  readonly snooze: (threads: Threads, verbs: Verbs) => void;
  readonly dialog: ReactNode;
};

type Open =
  | { readonly kind: 'question'; readonly question: Question }
  | {
      readonly kind: 'move';
      readonly threads: Threads;
      readonly verbs: Verbs;
      readonly folders: readonly Folder[];
      readonly canMake: boolean;
    }
  | { readonly kind: 'snooze'; readonly threads: Threads; readonly verbs: Verbs };

/** The dialogs verbs need: where to, until when, and whether it is meant. */
export const useVerbDialogs = (folders: readonly Folder[], folder: Folder | undefined): VerbDialogs => {
  const { t } = useTranslation();
  const toast = useToast();
  const [open, setOpen] = useState<Open>();
  const latest = useRef(folders);
  latest.current = folders;
  const close = (): void => setOpen(undefined);
  const dialog = (): ReactNode => {
    switch (open?.kind) {
      case undefined:
        return null;
      case 'question':
        return (
          <DangerDialog
            {...open.question}
            onNo={close}
            onYes={() => {
              close();
              open.question.yes();
            }}
          />
        );
      case 'move':
        return (
          <MoveDialog
            count={open.threads.length}
            folders={open.folders}
            from={folder}
            onClose={close}
            onMove={(to) => {
              close();
              open.verbs.move(to, open.threads);
            }}
            onNew={
              open.canMake
                ? (name) => {
                    close();
                    open.verbs.moveToNew(name, open.threads);
                  }
                : undefined
            }
          />
        );
      case 'snooze':
        return (
          <SnoozeDialog
            count={open.threads.length}
            onClose={close}
            onSnooze={(until) => {
              close();
              open.verbs.snooze(until, open.threads);
            }}
          />
        );
    }
  };
  const ways = useMemo(
    () => ({
      ask: (question: Question) => setOpen({ kind: 'question', question }),
      move: async (threads: Threads, verbs: Verbs, hand: AtHand) => {
        if (threads.length === 0) return;
        const targets = await moveTargets(hand, threads, latest.current);
        if (targets?.kind === 'several') toast({ text: t('move.several') });
        else if (targets !== undefined) setOpen({ ...targets, kind: 'move', threads, verbs });
      },
      snooze: (threads: Threads, verbs: Verbs) => {
        if (threads.length > 0) setOpen({ kind: 'snooze', threads, verbs });
      },
    }),
    [t, toast],
  );
  return { ...ways, dialog: dialog() };
};
