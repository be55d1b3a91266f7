import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Folder } from '../../../app/domain/mail.ts';
import { mail } from '../../bridge.ts';
import { useToast } from '../../components/toasts.tsx';
import { failureText } from '../../text/failure-text.ts';
import { FolderDialog, type FolderQuestion } from './folder-dialog.tsx';
import type { FolderDeeds } from './folder-menu.ts';
import { folderName } from './folder-names.ts';
import type { Question, Verbs } from './use-verbs.ts';

/** What can be done to folders, with the questions it takes. */
export const useFolderDeeds = (
  folders: readonly Folder[],
  verbs: Verbs,
  ask: (question: Question) => void,
): Omit<FolderDeeds, 'create'> & {
  readonly create: (parent: Folder | undefined) => void;
  readonly dialog: ReactNode;
} => {
  const { t } = useTranslation();
  const toast = useToast();
  const [question, setQuestion] = useState<FolderQuestion>();
  const done = (path: string, name: string): void => {
    setQuestion(undefined);
    if (question?.kind === 'rename') {
      void verbs.folderCommand(
        { kind: 'renameFolder', path: question.folder.path, to: path },
        t('folderDeed.renamed', { folder: question.folder.name, name }),
      );
    } else void verbs.folderCommand({ kind: 'createFolder', path }, t('folderDeed.created', { name }));
  };
  return {
    create: (parent) => setQuestion({ kind: 'create', parent }),
    rename: (folder) => setQuestion({ kind: 'rename', folder }),
    remove: (folder) =>
      ask({
        title: t('folderDeed.remove.title', { folder: folderName(t, folder) }),
        means: t('folderDeed.remove.means', { count: folder.total }),
        verb: t('folderDeed.remove.yes'),
        yes: () =>
          void mail.act({ command: { kind: 'deleteFolder', path: folder.path } }).then((reply) => {
            if (reply.ok) toast({ text: t('folderDeed.removed', { folder: folderName(t, folder) }) });
            else toast({ tone: 'danger', text: failureText(t, reply.error).title });
          }),
      }),
    markAllRead: verbs.markAllRead,
    empty: verbs.empty,
    subscribe: (folder, subscribed) =>
      void verbs.folderCommand(
        { kind: 'subscribe', path: folder.path, subscribed },
        t(subscribed ? 'folderDeed.subscribed' : 'folderDeed.unsubscribed', { folder: folderName(t, folder) }),
      ),
    chooseRole: (folder, role) =>
      void mail.chooseRole({ folder: folder.path, ...(role === undefined ? {} : { role }) }).then((reply) => {
        if (!reply.ok) toast({ tone: 'danger', text: failureText(t, reply.error).title });
      }),
    dialog:
      question === undefined ? null : (
        <FolderDialog question={question} folders={folders} onDone={done} onClose={() => setQuestion(undefined)} />
      ),
  };
};
