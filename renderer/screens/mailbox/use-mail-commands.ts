import type { Folder, FolderRole } from '../../../app/domain/mail.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { useUndo } from '../../components/undo.tsx';
import { useKeys } from '../../keyboard/use-keys.ts';
import type { ListLines } from '../../logic/list-lines.ts';
import { moveIn } from '../../logic/message-list.ts';
import { extendTo, type Selection, selectAll, toggle } from '../../logic/selection.ts';
import type { Verbs } from './use-verbs.ts';

type Parts = {
  readonly active: boolean;
  readonly lines: ListLines;
  readonly at: number | undefined;
  readonly selection: Selection;
  readonly setSelection: (selection: Selection) => void;
  readonly move: (to: 'next' | 'previous') => void;
  readonly open: () => void;
  readonly verbs: Verbs;
  readonly folders: readonly Folder[];
  readonly openFolder: (path: string) => void;
  readonly onMove: () => void;
  readonly onSnooze: () => void;
  readonly onSettings: () => void;
  readonly onBack: (() => void) | undefined;
  readonly onForward: (() => void) | undefined;
  readonly onSearch: () => void;
  readonly onEscape: (() => void) | undefined;
};

/** The commands of folders and list: what a key, the palette or a menu does now. */
export const useMailCommands = (parts: Parts): void => {
  const { active, lines, at, selection, setSelection, verbs, folders, openFolder } = parts;
  const { undoLast } = useUndo();
  const current = at !== undefined ? lines.threads[at] : undefined;
  const extend = (to: 'next' | 'previous'): (() => void) | undefined => {
    const thread = lines.threads[moveIn(lines.threads.length, at, to) ?? -1];
    return thread === undefined ? undefined : () => setSelection(extendTo(selection, lines, thread));
  };
  const goToRole = (role: FolderRole): (() => void) | undefined => {
    const target = folders.find((folder) => folder.role === role);
    return target && (() => openFolder(target.path));
  };
  /** Only while there is something to do it to. */
  const onChosen = (act: () => void): (() => void) | undefined =>
    selection.picked.size > 0 || at !== undefined ? act : undefined;

  useCommands(active, {
    'list.next': () => parts.move('next'),
    'list.previous': () => parts.move('previous'),
    'list.extendNext': extend('next'),
    'list.extendPrevious': extend('previous'),
    'list.open': at === undefined ? undefined : parts.open,
    'list.select': current === undefined ? undefined : () => setSelection(toggle(selection, current)),
    'list.selectAll': lines.threads.length === 0 ? undefined : () => setSelection(selectAll(selection, lines)),
    'message.archive': onChosen(() => verbs.archive()),
    'message.delete': onChosen(() => verbs.remove()),
    'message.junk': onChosen(() => verbs.junk()),
    'message.flag': onChosen(() => verbs.flag()),
    'message.unread': onChosen(() => verbs.unread()),
    'message.move': onChosen(parts.onMove),
    'message.snooze': onChosen(parts.onSnooze),
    'mail.undo': () => void undoLast(),
    'go.inbox': goToRole('inbox'),
    'go.drafts': goToRole('drafts'),
    'go.sent': goToRole('sent'),
    'go.archive': goToRole('archive'),
    'go.back': parts.onBack,
    'go.forward': parts.onForward,
    'search.focus': parts.onSearch,
    'settings.open': parts.onSettings,
  });
  useKeys(active, { Escape: parts.onEscape });
};
