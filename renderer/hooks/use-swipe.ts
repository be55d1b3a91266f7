import { type RefObject, useEffect, useRef } from 'react';

/** So far a line must be pushed, in CSS pixels, for something to be done to it. */
const enough = 96;
/** Farthest that it follows. */
const farthest = 128;
/** A touchpad tells nothing when the fingers are lifted: the push is over when it has said nothing for so long. */
const lifted = 160;

type Push = { readonly row: HTMLElement; readonly line: number; readonly by: number };

/**
 * Lines that are pushed to a side with two fingers on a touchpad. They follow the fingers, which only a person who has
 * them on the line can see; keys and the line's menu do the same.
 * @param lineOf the line that an element draws
 * @param onPush done once the fingers are lifted; undefined where lines stay where they are
 */
export const useSwipe = (
  box: RefObject<HTMLElement | null>,
  lineOf: (row: HTMLElement) => number,
  onPush: ((line: number, to: 'start' | 'end') => void) | undefined,
): void => {
  const latest = useRef({ lineOf, onPush });
  latest.current = { lineOf, onPush };
  const isOn = onPush !== undefined;
  useEffect(() => {
    const element = box.current;
    if (element === null || !isOn) return;
    let push: Push | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const letGo = (): void => {
      clearTimeout(timer);
      push?.row.style.removeProperty('--pushed');
      delete push?.row.dataset['pushed'];
      push = undefined;
    };
    const end = (): void => {
      const done = push;
      letGo();
      if (done === undefined || Math.abs(done.by) < enough) return;
      const isMirrored = getComputedStyle(done.row).direction === 'rtl';
      latest.current.onPush?.(done.line, done.by < 0 === isMirrored ? 'start' : 'end');
    };
    const wheel = (event: WheelEvent): void => {
      const { deltaX, deltaY, ctrlKey, shiftKey } = event;
      if (ctrlKey || shiftKey || Math.abs(deltaX) <= Math.abs(deltaY) * 1.5) return;
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>('.mrow') : null;
      if (row === null) return;
      if (push?.row !== row) letGo();
      const by = Math.max(-farthest, Math.min(farthest, (push?.by ?? 0) + deltaX));
      push = { row, line: push?.line ?? latest.current.lineOf(row), by };
      row.style.setProperty('--pushed', `${-by}px`);
      row.dataset['pushed'] = Math.abs(by) < enough ? 'some' : 'enough';
      clearTimeout(timer);
      timer = setTimeout(end, lifted);
    };
    element.addEventListener('wheel', wheel, { passive: true });
    return () => {
      letGo();
      element.removeEventListener('wheel', wheel);
    };
  }, [box, isOn]);
};
