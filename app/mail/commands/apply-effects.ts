import type { MessageId, StoreChange, StoredFolder } from '../../store/port.ts';
import type { Effect } from './effects.ts';
import type { CommandStore } from './local-view.ts';
import type { Place, SeenFlags } from './mail-server.ts';
import { mapStep, type Step, type Target } from './step.ts';

type Knowledge = {
  readonly changes: StoreChange[];
  /** Where messages are by now, and under which of the store's ids. */
  readonly relocated: ReadonlyMap<MessageId, Place & { readonly id: MessageId }>;
};

const inSync = (folder: StoredFolder | undefined, uidValidity: string): folder is StoredFolder =>
  folder?.sync !== undefined && folder.sync.uidValidity === uidValidity;

/**
 * Tells the store what the server did. The synchronisation may have been quicker: then a moved message has a row of
 * its own in its new folder already, or has none in its old one any more.
 */
export const applyEffects = (store: CommandStore, effects: readonly Effect[]): Knowledge => {
  const changes: StoreChange[] = [];
  const relocated = new Map<MessageId, Place & { readonly id: MessageId }>();
  const vanished = new Map<number, { readonly folder: StoredFolder; readonly uids: number[] }>();
  const vanish = ({ folder: path, uidValidity, uid }: Place): void => {
    const folder = store.folder(path);
    if (!inSync(folder, uidValidity) || uid === 0) return;
    const known = vanished.get(folder.id) ?? { folder, uids: [] };
    known.uids.push(uid);
    vanished.set(folder.id, known);
  };

  for (const effect of effects) {
    if (effect.kind === 'removed') vanish(effect.at);
    if (effect.kind !== 'moved') continue;
    const { target, to } = effect;
    const [row] = store.rows([target.id]);
    const folder = store.folder(to.folder);
    const there = to.uid > 0 ? store.find(to.folder, to.uidValidity, to.uid) : undefined;
    if (there !== undefined && there.id !== target.id) {
      relocated.set(target.id, { ...to, id: there.id });
      if (row !== undefined) vanish(row);
    } else {
      relocated.set(target.id, { ...to, id: target.id });
      if (row === undefined || there !== undefined) continue;
      if (to.uid > 0 && inSync(folder, to.uidValidity)) changes.push(store.rekey(target.id, folder.id, to.uid));
      else vanish(row);
    }
  }
  for (const { folder, uids } of vanished.values()) {
    const { sync, path } = folder;
    if (sync === undefined) continue;
    const here = [...new Set(uids)].filter((uid) => store.find(path, sync.uidValidity, uid) !== undefined);
    // Counted, so that a server that still has one of them is noticed and the message fetched again.
    changes.push(store.expunge(folder.id, here, { ...sync, exists: Math.max(0, sync.exists - here.length) }));
  }
  const flagged = new Map<number, { readonly folder: StoredFolder; readonly seen: SeenFlags[] }>();
  for (const effect of effects) {
    if (effect.kind !== 'flagged') continue;
    const folder = store.folder(effect.folder);
    if (!inSync(folder, effect.uidValidity)) continue;
    const known = flagged.get(folder.id) ?? { folder, seen: [] };
    known.seen.push(effect.seen);
    flagged.set(folder.id, known);
  }
  for (const { folder, seen } of flagged.values()) {
    if (folder.sync !== undefined) changes.push(store.changeFlags(folder.id, seen, folder.sync));
  }
  return { changes, relocated };
};

/** Stands for the copy of a message that was not there any more. */
export const notCopied = -1;

const place = ({ folder, uidValidity, uid }: Place): Place => ({ folder, uidValidity, uid });

/** A step about messages that moved since it was queued. */
export const followMoves = (step: Step, relocated: Knowledge['relocated'], itself: boolean): Step => {
  const target = (each: Target): Target => {
    const now = relocated.get(each.id);
    return now === undefined ? each : { ...each, ...now };
  };
  // A step that copied keeps the places of the originals; what it made is told apart by `copies`.
  return itself && step.kind === 'copy' ? step : mapStep(step, { target, folder: (path) => path });
};

/** What undoing needs to know of what a step made. */
export const withMade = (step: Step, effects: readonly Effect[]): Step => {
  if (step.kind === 'append') {
    const made = effects.find((effect) => effect.kind === 'appended');
    return made === undefined ? step : { ...step, made: place(made.at) };
  }
  if (step.kind === 'copy') {
    const copies = new Map(
      effects.flatMap((effect) => (effect.kind === 'copied' ? [[effect.target.id, place(effect.at)] as const] : [])),
    );
    const nowhere: Place = { folder: step.to, uidValidity: '', uid: notCopied };
    return { ...step, copies: step.targets.map(({ id }) => copies.get(id) ?? nowhere) };
  }
  return step;
};
