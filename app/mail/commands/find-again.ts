import type { MailServer, MessageFacts, OpenFolder } from './mail-server.ts';
import type { Mark, Target } from './step.ts';

/** Two messages with the same Message-ID and size are taken for the same; without one, time of arrival and size decide. */
const likeness = (message: Pick<Target, 'messageId' | 'size' | 'receivedAt'>): string =>
  message.messageId === ''
    ? `${Math.floor(message.receivedAt / 1000)} ${message.size}`
    : `${message.messageId} ${message.size}`;

/** Pairs targets with messages that are like them, none of them twice. */
export const pairUp = (targets: readonly Target[], candidates: readonly MessageFacts[]): Map<Target, number> => {
  const free = new Map<string, number[]>();
  for (const candidate of candidates) {
    const key = likeness(candidate);
    free.set(key, [...(free.get(key) ?? []), candidate.uid]);
  }
  const pairs = new Map<Target, number>();
  for (const target of targets) {
    const uid = free.get(likeness(target))?.shift();
    if (uid !== undefined) pairs.set(target, uid);
  }
  return pairs;
};

export type Arrivals = { readonly uidValidity: string; readonly messages: readonly MessageFacts[] };

/** What came into a folder since a mark was taken. A folder made anew since then is looked through as a whole. */
export const arrivalsSince = async (server: MailServer, path: string, since: Mark): Promise<Arrivals> => {
  const found = await server.within(path, async (folder) => ({
    uidValidity: folder.uidValidity,
    messages: await folder.factsFrom(folder.uidValidity === since.uidValidity ? since.uidNext : 1),
  }));
  return found.ok ? found.value : { uidValidity: since.uidValidity, messages: [] };
};

export type Found = {
  readonly uids: Map<Target, number>;
  /** Not there any more. */
  readonly gone: readonly Target[];
  /** The folder was made anew and these cannot be told apart, or not be found, in it. */
  readonly lost: readonly Target[];
};

/**
 * Where the targets are in an open folder now: by UID while UIDVALIDITY is the same, by Message-ID otherwise.
 * @param strict only where exactly one message fits, as for what cannot be undone
 */
export const findTargets = async (folder: OpenFolder, targets: readonly Target[], strict: boolean): Promise<Found> => {
  const known = targets.filter(({ uid, uidValidity }) => uid > 0 && uidValidity === folder.uidValidity);
  const there = new Set(known.length === 0 ? [] : await folder.present(known.map(({ uid }) => uid)));
  const uids = new Map(known.filter(({ uid }) => there.has(uid)).map((target) => [target, target.uid]));
  const gone = known.filter(({ uid }) => !there.has(uid));
  const lost: Target[] = [];
  const missed = (target: Target): void => void (target.uid === 0 ? gone : lost).push(target);
  const taken = new Set(uids.values());
  for (const target of targets) {
    if (target.uid > 0 && target.uidValidity === folder.uidValidity) continue;
    const named = target.messageId === '' ? [] : await folder.findByMessageId(target.messageId);
    const alike = (named.length === 0 ? [] : await folder.facts(named)).filter(
      (candidate) =>
        candidate.messageId === target.messageId && candidate.size === target.size && !taken.has(candidate.uid),
    );
    const [first] = alike;
    if (first === undefined || (strict && alike.length > 1)) {
      missed(target);
      continue;
    }
    taken.add(first.uid);
    uids.set(target, first.uid);
  }
  return { uids, gone, lost };
};
