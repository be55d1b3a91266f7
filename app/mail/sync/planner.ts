import type { FolderSyncState } from '../../store/port.ts';

/** What SELECT or STATUS tells of a folder (RFC 3501 sections 6.3.1 and 6.3.10, RFC 7162 section 3.1.2). */
export type ServerState = {
  readonly uidValidity: string;
  readonly uidNext: number;
  /** Decimal text; undefined where the folder keeps no mod-seqs. */
  readonly highestModSeq: string | undefined;
  readonly exists: number;
};

/** Which of RFC 7162's extensions the connection has enabled. */
export type Extension = 'qresync' | 'condstore' | 'none';

/** How what is here already is brought up to date. */
export type CatchUp =
  /** Proven equal. */
  | { readonly kind: 'nothing'; readonly why: 'modSeqUnchanged' | 'bothEmpty' }
  /** The same messages; their flags cannot be told without comparing, which is due at `dueAt` (milliseconds). */
  | { readonly kind: 'later'; readonly why: 'comparedRecently'; readonly dueAt: number }
  /** Flags and expunges since the stored mod-seq come with SELECT. */
  | { readonly kind: 'qresync'; readonly why: 'modSeqAdvanced' }
  /** Flags since the stored mod-seq; expunges by count, by UIDs only where the counts disagree. */
  | { readonly kind: 'condstore'; readonly why: 'modSeqAdvanced' | 'setChangedWithoutModSeq' }
  /** Nothing but new messages, or nothing else can be told yet. */
  | { readonly kind: 'additions'; readonly why: 'onlyNewMessages' | 'firstSyncUnderWay' }
  /** UIDs in bounded blocks, with `flags` their flags too. */
  | {
      readonly kind: 'compare';
      readonly flags: boolean;
      readonly why: 'due' | 'setChanged' | 'modSeqWentBack' | 'modSeqAppeared' | 'modSeqGone';
    };

export type Plan =
  | CatchUp
  /** Fetch newest first; `catchUp` brings up to date what an interrupted first synchronisation left here. */
  | { readonly kind: 'seed'; readonly why: 'unknownFolder' }
  | { readonly kind: 'seed'; readonly why: 'interrupted'; readonly catchUp: CatchUp }
  /** Nothing that is here can be trusted to be the same message any more. */
  | { readonly kind: 'reseed'; readonly why: 'uidValidityChanged' | 'uidNextWentBack' };

const byModSeq = (
  stored: FolderSyncState,
  known: string,
  current: string,
  extension: Exclude<Extension, 'none'>,
  sameSet: boolean,
): CatchUp => {
  const [before, after] = [BigInt(known), BigInt(current)];
  if (after < before) return { kind: 'compare', flags: true, why: 'modSeqWentBack' };
  if (after > before) return { kind: extension, why: 'modSeqAdvanced' };
  if (sameSet) return { kind: 'nothing', why: 'modSeqUnchanged' };
  // Without QRESYNC an expunge need not raise the mod-seq (RFC 7162 section 3.1.2.2).
  return stored.seededDownTo > 1
    ? { kind: 'additions', why: 'firstSyncUnderWay' }
    : { kind: 'condstore', why: 'setChangedWithoutModSeq' };
};

const withoutModSeq = (
  stored: FolderSyncState,
  server: ServerState,
  sameSet: boolean,
  now: number,
  compareEvery: number,
): CatchUp => {
  // What was fetched while a first synchronisation runs is compared once at its end.
  if (stored.seededDownTo > 1) return { kind: 'additions', why: 'firstSyncUnderWay' };
  const dueAt = stored.comparedAt + compareEvery;
  if (stored.comparedAt === 0 || now >= dueAt || stored.comparedAt > now) {
    return { kind: 'compare', flags: true, why: 'due' };
  }
  if (sameSet) return { kind: 'later', why: 'comparedRecently', dueAt };
  // As many more messages as UIDs were given out: none went.
  return server.exists - stored.exists === server.uidNext - stored.uidNext
    ? { kind: 'additions', why: 'onlyNewMessages' }
    : { kind: 'compare', flags: false, why: 'setChanged' };
};

const catchUpOf = (
  stored: FolderSyncState,
  server: ServerState,
  extension: Extension,
  now: number,
  compareEvery: number,
): CatchUp => {
  // UIDs only grow, so the same UIDNEXT and the same count mean the same messages.
  const sameSet = stored.uidNext === server.uidNext && stored.exists === server.exists;
  if (sameSet && server.exists === 0 && stored.highestModSeq === server.highestModSeq) {
    return { kind: 'nothing', why: 'bothEmpty' };
  }
  const { highestModSeq: known } = stored;
  const current = extension === 'none' ? undefined : server.highestModSeq;
  if (extension !== 'none' && known !== undefined && current !== undefined) {
    return byModSeq(stored, known, current, extension, sameSet);
  }
  if (stored.seededDownTo > 1) return { kind: 'additions', why: 'firstSyncUnderWay' };
  if (current !== undefined) return { kind: 'compare', flags: true, why: 'modSeqAppeared' };
  if (known !== undefined) return { kind: 'compare', flags: true, why: 'modSeqGone' };
  return withoutModSeq(stored, server, sameSet, now, compareEvery);
};

/**
 * Decides from what was stored and what the server says now how a folder is synchronised, and why.
 * @param now milliseconds
 * @param compareEvery how long, in milliseconds, flags may go uncompared where the server keeps no mod-seqs
 */
export const planFolder = (
  stored: FolderSyncState | undefined,
  server: ServerState,
  extension: Extension,
  now: number,
  compareEvery: number,
): Plan => {
  if (stored === undefined) return { kind: 'seed', why: 'unknownFolder' };
  if (stored.uidValidity !== server.uidValidity) return { kind: 'reseed', why: 'uidValidityChanged' };
  // UIDs must not be given out twice (RFC 3501 section 2.3.1.1); a server restored from a copy does it.
  if (server.uidNext < stored.uidNext) return { kind: 'reseed', why: 'uidNextWentBack' };
  const catchUp = catchUpOf(stored, server, extension, now, compareEvery);
  return stored.seededDownTo > 1 ? { kind: 'seed', why: 'interrupted', catchUp } : catchUp;
};
