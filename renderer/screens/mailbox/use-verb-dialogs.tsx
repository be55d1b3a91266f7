import { type ReactNode, useMemo, useState } from 'react';
import type { Folder } from '../../../app/domain/mail.ts';
import { DangerDialog } from '../../components/question-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { SnoozeDialog } from './snooze-dialog.tsx';
import type { Question, Verbs } from './use-verbs.ts';

type Threads = readonly number[];

export type VerbDialogs = {
  readonly ask: (question: Question) => void;
  readonly move: (threads: Threads, verbs: Verbs) => void;
  readonly snooze: (threads: Threads, verbs: Verbs) => void;
  readonly dialog: ReactNode;
};

type Open =
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'move' | 'snooze'; readonly threads: Threads; readonly verbs: Verbs };

/** The dialogs verbs need: where to, until when, and whether it is meant. */
export const useVerbDialogs = (folders: readonly Folder[], folder: Folder | undefined): VerbDialogs => {
  const [open, setOpen] = useState<Open>();
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
            folders={folders}
            from={folder}
            onClose={close}
            onMove={(to) => {
              close();
              open.verbs.move(to, open.threads);
            }}
            onNew={(name) => {
              close();
              open.verbs.moveToNew(name, open.threads);
            }}
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
      move: (threads: Threads, verbs: Verbs) => {
        if (threads.length > 0) setOpen({ kind: 'move', threads, verbs });
      },
      snooze: (threads: Threads, verbs: Verbs) => {
        if (threads.length > 0) setOpen({ kind: 'snooze', threads, verbs });
      },
    }),
    [],
  );
  return { ...ways, dialog: dialog() };
};
