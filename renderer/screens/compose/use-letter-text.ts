import type { Editor } from '@tiptap/core';
import { useEffect, useRef, useState } from 'react';
import type { Signature, Template } from '../../../app/domain/account-settings.ts';
import { docText, textHtml } from '../../logic/writing/plain-text.ts';
import type { Begun } from './begin.ts';
import { putSignature } from './signature-in-text.ts';

/** The text of a letter, formatted or plain, wherever it lives just now: in the editor, or in a field. */
export const useLetterText = (begun: Pick<Begun, 'plain' | 'html' | 'text' | 'focus'>) => {
  const [plain, setPlain] = useState(begun.plain);
  const [source, setSource] = useState({ html: begun.html, text: begun.text });
  const [editor, setEditor] = useState<Editor | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  /** What the field holds, for the moment in which it is gone already. */
  const typed = useRef(begun.text);

  useEffect(() => {
    if (plain && begun.focus === 'text') {
      area.current?.focus();
      area.current?.setSelectionRange(0, 0);
    }
  }, [plain, begun.focus]);

  return {
    plain,
    source,
    editor,
    setEditor,
    area,
    /** False for the moment until the editor is there: nothing can be kept then. */
    isThere: plain || editor !== null,
    type: (text: string): void => {
      typed.current = text;
    },
    read: (): { readonly html?: string; readonly text: string } => {
      if (plain) return { text: typed.current };
      return editor === null
        ? { html: source.html, text: source.text }
        : { html: editor.getHTML(), text: docText(editor.getJSON()) };
    },
    sign: (signature: Signature | undefined): void => {
      if (plain) {
        typed.current = putSignature.inText(typed.current, signature);
        if (area.current !== null) area.current.value = typed.current;
      } else if (editor !== null) putSignature.inEditor(editor, signature);
    },
    toPlain: (): void => {
      typed.current = editor === null ? source.text : docText(editor.getJSON());
      setSource({ html: '', text: typed.current });
      setPlain(true);
    },
    toRich: (): void => {
      setSource({ html: textHtml(typed.current), text: '' });
      setPlain(false);
    },
    insert: ({ html }: Pick<Template, 'html'>): void => {
      if (editor !== null) editor.chain().focus().insertContent(html).run();
    },
  };
};
