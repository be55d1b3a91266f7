import { type ReactNode, useLayoutEffect, useState } from 'react';
import { createPortal } from 'react-dom';

export const titleBarMiddle = 'titlebar-middle';

/** Puts what belongs to a screen into the middle of the title bar. */
export const TitleBarSlot = ({ children }: { readonly children: ReactNode }) => {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => setPlace(document.getElementById(titleBarMiddle)), []);
  return place === null ? null : createPortal(children, place);
};
