import { expect, it } from 'vitest';
import { collectGarbage } from '../../../../main/engine/collect-garbage.ts';

it('gives back what nobody holds any more', async () => {
  const held = new WeakRef({ bytes: new Uint8Array(1_000_000) });
  // A weak reference is held until the turn in which it was made is over.
  await new Promise((resolve) => setTimeout(resolve, 0));
  collectGarbage();
  expect(held.deref()).toBeUndefined();
});
