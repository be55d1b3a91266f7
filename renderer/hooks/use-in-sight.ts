import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react';

export type InSight = { readonly top: number; readonly bottom: number };

/** Drawn above and below what is in sight, in CSS pixels: a turn of the wheel meets what is there already. */
const margin = 320;
/** What is drawn changes in steps, so that not every pixel of scrolling draws anew. */
const step = 160;

/** The stretch of a scrolled box that has to be drawn. */
export const useInSight = (box: RefObject<HTMLElement | null>): InSight => {
  const [sight, setSight] = useState<InSight>({ top: 0, bottom: 1_200 });
  const measure = useCallback((): void => {
    const element = box.current;
    if (element === null) return;
    const top = Math.max(0, Math.floor((element.scrollTop - margin) / step) * step);
    const bottom = Math.ceil((element.scrollTop + element.clientHeight + margin) / step) * step;
    setSight((before) => (before.top === top && before.bottom === bottom ? before : { top, bottom }));
  }, [box]);
  useLayoutEffect(measure, [measure]);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    element.addEventListener('scroll', measure, { passive: true });
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => {
      element.removeEventListener('scroll', measure);
      resized.disconnect();
    };
  }, [box, measure]);
  return sight;
};
