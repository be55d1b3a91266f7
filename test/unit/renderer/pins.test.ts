import { describe, expect, it } from 'vitest';
import { lockShape, type Mark } from '../../../renderer/logic/pins.ts';

const splitOf = (marks: readonly Mark[], pin: number): number => {
  const shape = lockShape(marks).pins[pin];
  return (shape?.y ?? 0) + (shape?.driver.height ?? 0);
};

describe('the lock', () => {
  const marks: Mark[] = ['done', 'now', 'todo', 'todo', 'bad'];
  it('sets a done pin on the shear line', () => expect(splitOf(marks, 0)).toBe(50));
  it('lifts the current pin part of the way', () => {
    const resting = splitOf(['done', 'todo'], 1);
    expect(splitOf(marks, 1)).toBeLessThan(resting);
    expect(splitOf(marks, 1)).toBeGreaterThan(50);
  });
  it('pushes a failed pin past the line', () => expect(splitOf(marks, 4)).toBeLessThan(50));
  it('lets the key reach as far as the last pin it lifts', () => {
    const reach = (list: readonly Mark[]): number => Number(/M-32 90\.5H(-?[\d.]+)/.exec(lockShape(list).groove)?.[1]);
    expect(reach(['done', 'now'])).toBeGreaterThan(reach(['now']));
    expect(reach(['todo', 'todo', 'bad'])).toBeLessThan(reach(['now']));
  });
});
