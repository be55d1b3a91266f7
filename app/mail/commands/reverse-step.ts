import type { StoreReader } from '../../store/port.ts';
import { notCopied } from './apply-effects.ts';
import type { Step, Target } from './step.ts';

/** Undefined when something of it cannot be told from other messages, which then must not be expunged. */
const expungeOf = (store: Pick<StoreReader, 'find'>, made: readonly Omit<Target, 'id'>[]): Step[] | undefined => {
  const found = made.filter(({ uid }) => uid !== notCopied);
  if (found.some(({ uid, messageId }) => uid === 0 && messageId === '')) return undefined;
  // Messages the store has not seen yet still need numbers that tell them apart.
  const targets = found.map((each, index) => {
    const row = each.uid === 0 ? undefined : store.find(each.folder, each.uidValidity, each.uid);
    return { ...each, id: row?.id ?? -1 - index };
  });
  return targets.length === 0 ? [] : [{ kind: 'expunge', targets }];
};

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/**
 * The steps that undo a step that was carried out, or will be by the time they come up.
 * @returns undefined when nothing can bring back what it did
 */
export const reverseStep = (store: Pick<StoreReader, 'find'>, step: Step): Step[] | undefined => {
  switch (step.kind) {
    case 'flag': {
      const changes = step.changes.map(({ target, add, remove, had }) => {
        const before = (flag: string) => had.some((each) => same(each, flag));
        const back = { add: remove.filter(before), remove: add.filter((flag) => !before(flag)) };
        return { target, ...back, had: back.remove };
      });
      const real = changes.filter(({ add, remove }) => add.length + remove.length > 0);
      return real.length === 0 ? [] : [{ kind: 'flag', changes: real }];
    }
    case 'move': {
      const targets = new Map<string, Target[]>();
      for (const [index, target] of step.targets.entries()) {
        const from = step.from[index] ?? target.folder;
        targets.set(from, [...(targets.get(from) ?? []), target]);
      }
      return [...targets].map(([to, moved]) => ({
        kind: 'move',
        targets: moved,
        to,
        from: moved.map(() => step.to),
      }));
    }
    case 'copy':
      return expungeOf(
        store,
        step.copies.flatMap((copy, index) => {
          const original = step.targets[index];
          return original === undefined ? [] : [{ ...original, ...copy }];
        }),
      );
    case 'append':
      return step.made === undefined
        ? undefined
        : expungeOf(store, [{ ...step.made, messageId: step.messageId, size: step.size, receivedAt: 0 }]);
    case 'createFolder':
      return [{ kind: 'deleteFolder', path: step.path, onlyEmpty: true }];
    case 'renameFolder':
      return [{ kind: 'renameFolder', path: step.to, to: step.path }];
    case 'subscribe':
      return [{ ...step, subscribed: !step.subscribed }];
    case 'expunge':
    case 'deleteFolder':
      return undefined;
  }
};
