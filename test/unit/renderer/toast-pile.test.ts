import { describe, expect, it } from 'vitest';
import { dismiss, emptyPile, put, type ToastPile, topOf } from '../../../renderer/logic/toast-pile.ts';

const passing = (id: number) => ({ id, stays: false, content: `${id}` });
const staying = (id: number) => ({ id, stays: true, content: `${id}` });
const pileOf = (...toasts: ReturnType<typeof passing>[]): ToastPile<string> =>
  toasts.reduce<ToastPile<string>>(put, emptyPile);

describe('the pile of floating messages', () => {
  it('shows the newest alone', () => {
    const pile = pileOf(passing(1), passing(2));
    expect(pile).toHaveLength(1);
    expect(topOf(pile)?.id).toBe(2);
  });

  it('brings back what stays when the one above it is gone', () => {
    const pile = pileOf(staying(1), passing(2));
    expect(topOf(pile)?.id).toBe(2);
    expect(topOf(dismiss(pile, 2))?.id).toBe(1);
  });

  it('keeps a few that stay, not all', () => {
    const pile = pileOf(...Array.from({ length: 40 }, (_, index) => staying(index)));
    expect(pile.length).toBeLessThan(10);
    expect(topOf(pile)?.id).toBe(39);
  });

  it('has nothing on top when it is empty', () => {
    expect(topOf(dismiss(pileOf(passing(1)), 1))).toBeUndefined();
  });
});
