import { useLayoutEffect, useState } from 'react';
import { usePreferences } from './use-preferences.ts';

/** Heights in root ems; the styles have the same. */
const heights = { comfortable: { row: 4.75, day: 1.875 }, compact: { row: 2, day: 1.625 } } as const;

export type RowHeights = { readonly row: number; readonly day: number };

/** How high lines and headings of the list are, in CSS pixels, at the chosen density and size of text. */
export const useRowHeights = (): RowHeights => {
  const [{ density, textSize }] = usePreferences('appearance');
  const [rem, setRem] = useState(16);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the size of the text changes what is measured
  useLayoutEffect(() => {
    setRem(Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);
  }, [textSize]);
  const { row, day } = heights[density];
  return { row: row * rem, day: day * rem };
};
