import type { Editor } from '@tiptap/core';
import { useState } from 'react';
import { RichEditor } from './editor.tsx';
import { Toolbar } from './toolbar.tsx';

type SignatureEditorProps = { readonly html: string; readonly onHtml: (html: string) => void };

/** The text of a signature, formatted as a message is. */
export const SignatureEditor = ({ html, onHtml }: SignatureEditorProps) => {
  const [editor, setEditor] = useState<Editor | null>(null);
  return (
    <div className="sigedit">
      {editor === null ? null : <Toolbar editor={editor} />}
      <RichEditor
        html={html}
        autoFocus={false}
        onChange={() => onHtml(editor?.getHTML() ?? html)}
        onSend={() => {}}
        onLeave={() => editor?.commands.blur()}
        onFiles={() => {}}
        onEditor={setEditor}
      />
    </div>
  );
};
