import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Folder } from '../../../app/domain/mail.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogButtons } from '../../components/dialog-buttons.tsx';
import { Field } from '../../components/field.tsx';
import { judgeFolderName, type NameVerdict, newFolderPath, renamedFolderPath } from '../../logic/folders.ts';
import type { TextKey } from '../../text/keys.ts';
import { folderName } from './folder-names.ts';

export type FolderQuestion =
  | { readonly kind: 'create'; readonly parent: Folder | undefined }
  | { readonly kind: 'rename'; readonly folder: Folder };

type FolderDialogProps = {
  readonly question: FolderQuestion;
  readonly folders: readonly Folder[];
  readonly onDone: (path: string, name: string) => void;
  readonly onClose: () => void;
};

const faults: Readonly<Record<Exclude<NameVerdict, 'good'>, TextKey>> = {
  empty: 'folderDialog.empty',
  delimiter: 'folderDialog.delimiter',
  taken: 'folderDialog.taken',
  tooLong: 'folderDialog.tooLong',
};

/** Asks for the name of a folder: a new one, or another name for one. */
export const FolderDialog = ({ question, folders, onDone, onClose }: FolderDialogProps) => {
  const { t } = useTranslation();
  const [name, setName] = useState(question.kind === 'rename' ? question.folder.name : '');
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const delimiter = (question.kind === 'rename' ? question.folder : (question.parent ?? folders[0]))?.delimiter ?? '/';
  const pathOf = (given: string): string =>
    question.kind === 'rename'
      ? renamedFolderPath(question.folder, given)
      : newFolderPath(folders, given, question.parent);
  const others = question.kind === 'rename' ? folders.filter(({ path }) => path !== question.folder.path) : folders;
  const verdict = judgeFolderName(others, name, delimiter, pathOf);
  const fault = tried && verdict !== 'good' ? faults[verdict] : undefined;
  const title =
    question.kind === 'rename'
      ? t('folderDialog.rename', { folder: folderName(t, question.folder) })
      : question.parent === undefined
        ? t('folderDialog.create')
        : t('folderDialog.createIn', { folder: folderName(t, question.parent) });
  return (
    <Dialog
      title={title}
      width="narrow"
      onClose={onClose}
      focusOn={() => field.current}
      onSubmit={() => {
        setTried(true);
        const given = name.trim();
        if (verdict !== 'good') field.current?.focus();
        else if (question.kind === 'rename' && given === question.folder.name) onClose();
        else onDone(pathOf(given), given);
      }}
      foot={
        <DialogButtons
          submit={t(question.kind === 'rename' ? 'folderDialog.renameYes' : 'folderDialog.createYes')}
          onCancel={onClose}
        />
      }
    >
      <Field
        ref={field}
        label={t('folderDialog.name')}
        value={name}
        invalid={fault !== undefined}
        hints={fault === undefined ? [] : [{ tone: 'danger', text: t(fault, { sign: delimiter }) }]}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
    </Dialog>
  );
};
