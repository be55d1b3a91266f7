import { type Result, succeed } from '../../domain/result.ts';
import type { Effect, StepEnd } from './effects.ts';
import { type Found, findTargets } from './find-again.ts';
import { isTemporary, type MailServer, type OpenFolder, type Refusal } from './mail-server.ts';
import type { Step, Target } from './step.ts';

export type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

const groupBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
};

export const ended = (refusal: Refusal | undefined, effects: readonly Effect[], gone: readonly number[]): StepEnd => ({
  end: refusal === undefined ? 'done' : isTemporary(refusal) ? 'later' : 'refused',
  refusal,
  effects,
  gone,
});

/**
 * Carries a step out folder by folder, and stops at the first refusal.
 * @param elsewhere targets that need not be found, as they are known to have got where they should
 */
export const eachFolder = async (
  server: MailServer,
  targets: readonly Target[],
  strict: boolean,
  elsewhere: ReadonlyMap<Target, unknown>,
  work: (folder: OpenFolder, found: Found, path: string) => Promise<Result<Effect[], Refusal>>,
): Promise<StepEnd> => {
  const effects: Effect[] = [];
  const gone: number[] = [];
  let lost = 0;
  for (const [path, here] of groupBy(targets, ({ folder }) => folder)) {
    const worked = await server.within(path, async (folder) => {
      const found = await findTargets(folder, here, strict);
      const missing = (target: Target) => !elsewhere.has(target);
      for (const target of found.gone.filter(missing)) {
        gone.push(target.id);
        const { uidValidity } = folder;
        if (target.uid > 0)
          effects.push({ kind: 'removed', target, at: { folder: path, uidValidity, uid: target.uid } });
      }
      lost += found.lost.filter(missing).length;
      return work(folder, found, path);
    });
    const answer = worked.ok ? worked.value : worked;
    if (!answer.ok) return ended(answer.error, effects, gone);
    effects.push(...answer.value);
  }
  const refusal = {
    code: 'RELOCATION',
    text: 'The folder was made anew on the server and the messages were not found in it',
  };
  return ended(lost === 0 ? undefined : refusal, effects, gone);
};

const nowhere: ReadonlyMap<Target, unknown> = new Map();

type NetChange = { readonly target: Target; readonly add: Set<string>; readonly remove: Set<string> };

/** What is left of flag changes made one after another: the last word on each flag of each message. */
const netChanges = (steps: readonly StepOf<'flag'>[]): NetChange[] => {
  const net = new Map<number, NetChange>();
  for (const { target, add, remove } of steps.flatMap(({ changes }) => changes)) {
    const change = net.get(target.id) ?? { target, add: new Set(), remove: new Set() };
    for (const flag of add) {
      change.add.add(flag);
      change.remove.delete(flag);
    }
    for (const flag of remove) {
      change.remove.add(flag);
      change.add.delete(flag);
    }
    net.set(target.id, change);
  }
  return [...net.values()];
};

/** Several steps in a row are told as one; telling the same flags again changes nothing. */
export const carryOutFlags = (server: MailServer, steps: readonly StepOf<'flag'>[]): Promise<StepEnd> => {
  const changes = new Map(netChanges(steps).map((change) => [change.target, change]));
  return eachFolder(server, [...changes.keys()], false, nowhere, async (folder, found, path) => {
    const alike = groupBy([...found.uids.keys()], (target) => {
      const change = changes.get(target);
      return JSON.stringify([[...(change?.add ?? [])].sort(), [...(change?.remove ?? [])].sort()]);
    });
    for (const [key, targets] of alike) {
      const [add = [], remove = []] = JSON.parse(key) as string[][];
      const told = await folder.changeFlags(
        targets.map((target) => found.uids.get(target) ?? 0),
        add,
        remove,
      );
      if (!told.ok) return told;
    }
    const { uidValidity } = folder;
    const seen = found.uids.size === 0 ? [] : await folder.flags([...found.uids.values()]);
    return succeed(seen.map((each) => ({ kind: 'flagged', folder: path, uidValidity, seen: each })));
  });
};

/**
 * Takes messages out of an open folder. Without UIDPLUS an EXPUNGE would take what others marked as well: then ours
 * stay marked, for whoever expunges next.
 */
export const takeOut = async (
  server: MailServer,
  folder: OpenFolder,
  uids: readonly number[],
): Promise<Result<null, Refusal>> => {
  if (uids.length === 0) return succeed(null);
  const marked = await folder.changeFlags(uids, ['\\Deleted'], []);
  if (!marked.ok) return marked;
  if (server.canExpungeByUid) return folder.expunge(uids);
  const ours = new Set(uids);
  const others = (await folder.markedDeleted()).filter((uid) => !ours.has(uid));
  return others.length === 0 ? folder.expunge(undefined) : succeed(null);
};

export const carryOutExpunge = (server: MailServer, step: StepOf<'expunge'>): Promise<StepEnd> =>
  eachFolder(server, step.targets, true, nowhere, async (folder, found, path) => {
    const taken = await takeOut(server, folder, [...found.uids.values()]);
    if (!taken.ok) return taken;
    const { uidValidity } = folder;
    return succeed(
      [...found.uids].map(([target, uid]) => ({ kind: 'removed', target, at: { folder: path, uidValidity, uid } })),
    );
  });
