import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { ListGeometry } from '../logic/list-geometry.ts';
import { type ListLines, placeOf } from '../logic/list-lines.ts';

/**
 * Keeps what is read where it is when lines come or go above it, or when all lines get another height. Whoever is at the
 * top of the list stays there and sees what comes.
 */
export const useSteadyScroll = (box: RefObject<HTMLElement | null>, lines: ListLines, geometry: ListGeometry): void => {
  const before = useRef({ lines, geometry });
  useLayoutEffect(() => {
    const old = before.current;
    before.current = { lines, geometry };
    const element = box.current;
    if (element === null || element.scrollTop === 0 || old.geometry === geometry) return;
    const first = old.geometry.between(element.scrollTop, element.scrollTop).from;
    const place = placeOf(lines, old.lines.threads[first]);
    if (place === undefined) return;
    element.scrollTop += geometry.topOf(place) - old.geometry.topOf(first);
  }, [box, lines, geometry]);
};
