import { type DragEvent, useState } from 'react';

/** Files that are dropped anywhere on an element go with the letter, unless something in it has taken them. */
export const useFileDrop = (add: (files: readonly File[]) => void) => {
  const [over, setOver] = useState(false);
  return {
    over,
    onDragOver: (event: DragEvent): void => {
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent): void => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
    },
    onDrop: (event: DragEvent): void => {
      setOver(false);
      if (event.defaultPrevented || event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      add([...event.dataTransfer.files]);
    },
  };
};
