import { expect, it } from 'vitest';
import { type Extension, planFolder, type ServerState } from '../../../../app/mail/sync/planner.ts';
import type { FolderSyncState } from '../../../../app/store/port.ts';

const stored: FolderSyncState = {
  uidValidity: '7',
  uidNext: 101,
  highestModSeq: '500',
  exists: 90,
  seededDownTo: 1,
  comparedAt: 1_000_000,
};
const server: ServerState = { uidValidity: '7', uidNext: 101, highestModSeq: '500', exists: 90 };
const withoutModSeq = { highestModSeq: undefined };
const every = 60_000;
const at = stored.comparedAt + 1_000;

type Row = readonly [
  name: string,
  stored: Partial<FolderSyncState> | undefined,
  server: Partial<ServerState>,
  extension: Extension,
  now: number,
  plan: object,
];

const rows: readonly Row[] = [
  ['a folder never seen', undefined, {}, 'qresync', at, { kind: 'seed', why: 'unknownFolder' }],
  ['another UIDVALIDITY', {}, { uidValidity: '8' }, 'qresync', at, { kind: 'reseed', why: 'uidValidityChanged' }],
  ['UIDNEXT that went back', {}, { uidNext: 100 }, 'qresync', at, { kind: 'reseed', why: 'uidNextWentBack' }],
  ['nothing new', {}, {}, 'qresync', at, { kind: 'nothing', why: 'modSeqUnchanged' }],
  ['nothing new without QRESYNC', {}, {}, 'condstore', at, { kind: 'nothing', why: 'modSeqUnchanged' }],
  ['changes with QRESYNC', {}, { highestModSeq: '501' }, 'qresync', at, { kind: 'qresync', why: 'modSeqAdvanced' }],
  ['changes with CONDSTORE', {}, { highestModSeq: '501' }, 'condstore', at, { kind: 'condstore' }],
  [
    'mod-seqs beyond what a number holds',
    { highestModSeq: '9007199254740993' },
    { highestModSeq: '9007199254740992' },
    'qresync',
    at,
    { kind: 'compare', flags: true, why: 'modSeqWentBack' },
  ],
  ['an expunge that raised no mod-seq', {}, { exists: 89 }, 'condstore', at, { why: 'setChangedWithoutModSeq' }],
  ['mod-seqs that appeared', withoutModSeq, {}, 'condstore', at, { kind: 'compare', flags: true }],
  ['mod-seqs that went', {}, withoutModSeq, 'none', at, { kind: 'compare', flags: true, why: 'modSeqGone' }],
  [
    'a plain server compared just now',
    withoutModSeq,
    withoutModSeq,
    'none',
    at,
    { kind: 'later', dueAt: stored.comparedAt + every },
  ],
  ['a plain server whose compare is due', withoutModSeq, withoutModSeq, 'none', at + every, { why: 'due' }],
  ['a clock that went back', withoutModSeq, withoutModSeq, 'none', 5, { kind: 'compare', flags: true, why: 'due' }],
  [
    'new messages only, on a plain server',
    withoutModSeq,
    { ...withoutModSeq, uidNext: 104, exists: 93 },
    'none',
    at,
    { kind: 'additions', why: 'onlyNewMessages' },
  ],
  [
    'new and expunged messages, on a plain server',
    withoutModSeq,
    { ...withoutModSeq, uidNext: 104, exists: 90 },
    'none',
    at,
    { kind: 'compare', flags: false, why: 'setChanged' },
  ],
  [
    'an empty folder on a plain server',
    { ...withoutModSeq, exists: 0 },
    { ...withoutModSeq, exists: 0 },
    'none',
    at + every,
    { kind: 'nothing', why: 'bothEmpty' },
  ],
  [
    'a first synchronisation that was interrupted',
    { seededDownTo: 40 },
    { highestModSeq: '501' },
    'qresync',
    at,
    { kind: 'seed', why: 'interrupted', catchUp: { kind: 'qresync', why: 'modSeqAdvanced' } },
  ],
  [
    'the same on a plain server',
    { ...withoutModSeq, seededDownTo: 40, comparedAt: 0 },
    { ...withoutModSeq, exists: 70 },
    'none',
    at,
    { kind: 'seed', catchUp: { kind: 'additions', why: 'firstSyncUnderWay' } },
  ],
];

it.each(rows)('plans for %s', (_name, was, is, extension, now, plan) => {
  const before = was === undefined ? undefined : { ...stored, ...was };
  expect(planFolder(before, { ...server, ...is }, extension, now, every)).toMatchObject(plan);
});
