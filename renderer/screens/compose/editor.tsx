import type { Editor } from '@tiptap/core';
import { EditorContent, useEditor } from '@tiptap/react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { htmlWords } from '../../logic/writing/html-words.ts';
import { cleanPasted, insertPictures, isInlinePicture } from './editor-paste.ts';
import { editorExtensions } from './editor-schema.ts';

type EditorProps = {
  /** Read once. */
  readonly html: string;
  readonly autoFocus: boolean;
  readonly onChange: () => void;
  readonly onSend: () => void;
  readonly onLeave: () => void;
  /** Files that were pasted or dropped and are no picture for the text. */
  readonly onFiles: (files: readonly File[]) => void;
  readonly onEditor: (editor: Editor | null) => void;
};

/** The text of a message with its formatting. It does not draw itself anew while one types: the editor does that. */
export const RichEditor = ({ html, autoFocus, onChange, onSend, onLeave, onFiles, onEditor }: EditorProps) => {
  const { t } = useTranslation();
  const latest = useRef({ onChange, onSend, onLeave, onFiles });
  latest.current = { onChange, onSend, onLeave, onFiles };
  const editor = useEditor({
    extensions: editorExtensions(t('compose.placeholder')),
    content: html,
    injectCSS: false,
    autofocus: autoFocus ? 'start' : false,
    shouldRerenderOnTransaction: false,
    onCreate: ({ editor: made }) => onEditor(made),
    onDestroy: () => onEditor(null),
    onUpdate: () => latest.current.onChange(),
    editorProps: {
      attributes: {
        class: 'editor',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': t('compose.text'),
        spellcheck: 'true',
      },
      transformPastedHTML: cleanPasted,
      handleKeyDown: (_view, event) => {
        // The editor uses up both: one would break the line, the other do nothing.
        if (event.key === 'Escape' && !event.isComposing) {
          latest.current.onLeave();
          return true;
        }
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return false;
        latest.current.onSend();
        return true;
      },
      handlePaste: (view, event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        // A spreadsheet puts a picture of itself beside the table; a browser puts only the address beside a picture.
        if (files.length === 0 || htmlWords(event.clipboardData?.getData('text/html') ?? '') !== '') return false;
        void insertPictures(view, files.filter(isInlinePicture));
        const rest = files.filter((file) => !isInlinePicture(file));
        if (rest.length > 0) latest.current.onFiles(rest);
        return true;
      },
      handleDrop: (view, event, _slice, moved) => {
        const files = moved ? [] : [...(event.dataTransfer?.files ?? [])];
        if (files.length === 0) return false;
        event.preventDefault();
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
        void insertPictures(view, files.filter(isInlinePicture), at);
        const rest = files.filter((file) => !isInlinePicture(file));
        if (rest.length > 0) latest.current.onFiles(rest);
        return true;
      },
    },
  });
  return <EditorContent editor={editor} className="editor__box" />;
};
