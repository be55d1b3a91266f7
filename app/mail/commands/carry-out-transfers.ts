import { type Result, succeed } from '../../domain/result.ts';
import { eachFolder, ended, type StepOf, takeOut } from './carry-out-messages.ts';
import type { Effect, StepEnd } from './effects.ts';
import { arrivalsSince, pairUp } from './find-again.ts';
import type { Copied, MailServer, Place, Refusal } from './mail-server.ts';
import type { Mark, Target } from './step.ts';

/** What was noted before the server was told for the first time, and how to note it. */
export type Attempt = {
  readonly mark: Mark | undefined;
  /** Durable when it returns. */
  readonly note: (mark: Mark) => void;
};

type Before = { readonly mark: Mark; readonly copied: Map<Target, Place> };

/** Looks at the folder of destination: at the first try what it is like, at another what has already come into it. */
const beforeTransfer = async (
  server: MailServer,
  to: string,
  targets: readonly Target[],
  attempt: Attempt,
): Promise<Result<Before, Refusal>> => {
  const { mark } = attempt;
  if (mark !== undefined) {
    const { uidValidity, messages } = await arrivalsSince(server, to, mark);
    const pairs = [...pairUp(targets, messages)];
    return succeed({ mark, copied: new Map(pairs.map(([target, uid]) => [target, { folder: to, uidValidity, uid }])) });
  }
  const state = await server.folderState(to);
  if (!state.ok) return state;
  attempt.note(state.value);
  return succeed({ mark: state.value, copied: new Map() });
};

const noteCopies = (
  places: Map<Target, Place>,
  folder: string,
  asked: readonly (readonly [Target, number])[],
  copied: Copied,
): void => {
  for (const [target, uid] of asked) {
    places.set(target, { folder, uidValidity: copied?.uidValidity ?? '', uid: copied?.uids.get(uid) ?? 0 });
  }
};

/** Finds what was transferred where the server did not tell the places. */
const locate = async (server: MailServer, to: string, mark: Mark, places: Map<Target, Place>): Promise<void> => {
  const unknown = [...places].filter(([, { uid }]) => uid === 0).map(([target]) => target);
  if (unknown.length === 0) return;
  const { uidValidity, messages } = await arrivalsSince(server, to, mark);
  const taken = new Set([...places.values()].map(({ uid }) => uid));
  const free = messages.filter(({ uid }) => !taken.has(uid));
  for (const [target, uid] of pairUp(unknown, free)) places.set(target, { folder: to, uidValidity, uid });
};

/** MOVE where the server has it (RFC 6851), else COPY and then taking out what was copied. */
export const carryOutMove = async (server: MailServer, step: StepOf<'move'>, attempt: Attempt): Promise<StepEnd> => {
  const { to } = step;
  const targets = step.targets.filter(({ folder }) => folder !== to);
  const before = await beforeTransfer(server, to, targets, attempt);
  if (!before.ok) return ended(before.error, [], []);
  const { mark, copied } = before.value;
  const places = new Map(copied);
  const moved = new Set(copied.keys());

  const ending = await eachFolder(server, targets, false, copied, async (folder, found) => {
    // A server that was cut off in the middle of a MOVE may have left a message in both places.
    const inBoth = [...found.uids].filter(([target]) => copied.has(target));
    const rest = [...found.uids].filter(([target]) => !copied.has(target));
    const uids = rest.map(([, uid]) => uid);
    for (const [target] of inBoth) moved.delete(target);
    if (rest.length > 0) {
      const told = server.canMove ? await folder.move(uids, to) : await folder.copy(uids, to);
      if (!told.ok) return told;
      noteCopies(places, to, rest, told.value);
      if (server.canMove) for (const [target] of rest) moved.add(target);
    }
    const left = server.canMove ? inBoth : [...inBoth, ...rest];
    const taken = await takeOut(
      server,
      folder,
      left.map(([, uid]) => uid),
    );
    if (!taken.ok) return taken;
    for (const [target] of left) moved.add(target);
    return succeed([]);
  });

  await locate(server, to, mark, places);
  if (ending.end === 'refused') {
    // What could be copied but not be taken out of its folder would be there twice.
    const copies = [...places].filter(([target, { uid }]) => !moved.has(target) && uid > 0).map(([, { uid }]) => uid);
    if (copies.length > 0) await server.within(to, (folder) => takeOut(server, folder, copies));
  }
  const known = [...places].filter(([target]) => moved.has(target));
  const moves = known.map(([target, place]): Effect => ({ kind: 'moved', target, to: place }));
  return { ...ending, effects: [...ending.effects, ...moves] };
};

export const carryOutCopy = async (server: MailServer, step: StepOf<'copy'>, attempt: Attempt): Promise<StepEnd> => {
  const { to, targets } = step;
  const before = await beforeTransfer(server, to, targets, attempt);
  if (!before.ok) return ended(before.error, [], []);
  const { mark, copied } = before.value;
  const places = new Map(copied);
  const missing = targets.filter((target) => !copied.has(target));
  const ending = await eachFolder(server, missing, false, copied, async (folder, found) => {
    if (found.uids.size === 0) return succeed([]);
    const told = await folder.copy([...found.uids.values()], to);
    if (!told.ok) return told;
    noteCopies(places, to, [...found.uids], told.value);
    return succeed([]);
  });
  await locate(server, to, mark, places);
  const copies = [...places].map(([target, at]): Effect => ({ kind: 'copied', target, at }));
  return { ...ending, effects: [...ending.effects, ...copies] };
};

/** Adds a message once: before another try, what came since the first is looked through for it. */
export const carryOutAppend = async (
  server: MailServer,
  step: StepOf<'append'>,
  source: Uint8Array,
  attempt: Attempt,
): Promise<StepEnd> => {
  const { to, messageId } = step;
  const arrived = async (since: Mark): Promise<Place | undefined> => {
    const { uidValidity, messages } = await arrivalsSince(server, to, since);
    const own = messages.find((other) =>
      messageId === '' ? other.size === source.length : other.messageId === messageId,
    );
    return own === undefined ? undefined : { folder: to, uidValidity, uid: own.uid };
  };
  const appended = (at: Place): StepEnd => ended(undefined, [{ kind: 'appended', at }], []);

  let { mark } = attempt;
  if (mark === undefined) {
    const state = await server.folderState(to);
    if (!state.ok) return ended(state.error, [], []);
    mark = state.value;
    attempt.note(mark);
  } else {
    const own = await arrived(mark);
    if (own !== undefined) return appended(own);
  }
  const told = await server.append(to, source, step.flags, step.receivedAt);
  if (!told.ok) return ended(told.error, [], []);
  return appended(told.value.uid > 0 ? told.value : ((await arrived(mark)) ?? told.value));
};
