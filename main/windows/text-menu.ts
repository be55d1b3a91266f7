import { type BrowserWindow, type ContextMenuParams, Menu, type MenuItemConstructorOptions } from 'electron';
import type { TFunction } from 'i18next';

export type TextMenuActions = {
  readonly replace: (word: string) => void;
  readonly addWord: (word: string) => void;
};

type Place = Pick<
  ContextMenuParams,
  'isEditable' | 'editFlags' | 'misspelledWord' | 'dictionarySuggestions' | 'selectionText' | 'formControlType'
>;

/** The lines of the menu of a text: nothing where there is neither a field nor anything selected. */
export const textMenu = (t: TFunction, place: Place, actions: TextMenuActions): MenuItemConstructorOptions[] => {
  const { isEditable, editFlags, misspelledWord: word, dictionarySuggestions: suggestions } = place;
  if (!isEditable) {
    return place.selectionText.trim() === '' ? [] : [{ role: 'copy', label: t('textMenu.copy') }];
  }
  const spelling: MenuItemConstructorOptions[] =
    word === ''
      ? []
      : [
          ...(suggestions.length === 0
            ? [{ label: t('spelling.noSuggestion'), enabled: false }]
            : suggestions.map((label) => ({ label, click: () => actions.replace(label) }))),
          { type: 'separator' },
          { label: t('spelling.add', { word }), click: () => actions.addWord(word) },
          { type: 'separator' },
        ];
  // What is no field of a form is the editor.
  const formatted = place.formControlType === 'none';
  return [
    ...spelling,
    { role: 'cut', label: t('textMenu.cut'), enabled: editFlags.canCut },
    { role: 'copy', label: t('textMenu.copy'), enabled: editFlags.canCopy },
    { role: 'paste', label: t('textMenu.paste'), enabled: editFlags.canPaste },
    ...(formatted
      ? [
          {
            role: 'pasteAndMatchStyle' as const,
            label: t('textMenu.pastePlain'),
            enabled: editFlags.canPaste,
          },
        ]
      : []),
    { type: 'separator' },
    { role: 'selectAll', label: t('textMenu.all'), enabled: editFlags.canSelectAll },
  ];
};

/** Has a window show that menu wherever its page has none of its own. */
export const giveTextMenu = (
  window: BrowserWindow,
  texts: () => Promise<TFunction>,
  addWord: (word: string) => void,
): void => {
  const contents = window.webContents;
  contents.on('context-menu', (_event, place) => {
    void texts().then((t) => {
      if (window.isDestroyed()) return;
      const lines = textMenu(t, place, { addWord, replace: (word) => contents.replaceMisspelling(word) });
      if (lines.length > 0) Menu.buildFromTemplate(lines).popup({ window, x: place.x, y: place.y });
    });
  });
};
