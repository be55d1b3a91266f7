import { type DragEvent, useRef } from 'react';
import type { MessageKey } from '../../../app/domain/mail.ts';
import { messageFiles } from '../../bridge.ts';

type What = { readonly key: MessageKey; readonly part?: string };

type FileDrag = {
  readonly draggable: true;
  readonly onPointerDown: () => void;
  readonly onDragStart: (event: DragEvent) => void;
};

/**
 * Properties of an element that drags a message, or a part of one, out of the window as a file. The file is made when
 * the pointer goes down, because the desktop wants it to be there when the drag begins.
 */
export const useFileDrag = ({ key, part }: What): FileDrag => {
  const ready = useRef<ReturnType<typeof messageFiles.prepareDrag>>(undefined);
  return {
    draggable: true,
    onPointerDown: () => {
      ready.current = messageFiles.prepareDrag({ key, ...(part === undefined ? {} : { part }) });
    },
    onDragStart: (event) => {
      event.preventDefault();
      void ready.current?.then((reply) => (reply.ok ? messageFiles.startDrag(reply.value) : undefined));
    },
  };
};
