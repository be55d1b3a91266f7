import { z } from 'zod';

const place = z.object({ folder: z.string(), uidValidity: z.string(), uid: z.number() });

/** A message a step is about: the store's id, its place on the server, and what it is found by when that changes. */
export const target = place.extend({
  id: z.number(),
  messageId: z.string(),
  size: z.number(),
  receivedAt: z.number(),
});
export type Target = z.infer<typeof target>;

const targets = z.array(target);
const flags = z.array(z.string());

/** One thing to tell the server, as it is kept in the queue. */
export const step = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('flag'),
    changes: z.array(
      z.object({
        target,
        add: flags,
        remove: flags,
        /** Those of the named flags that were shown before; what undoing brings back. */
        had: flags,
      }),
    ),
  }),
  z.object({
    kind: z.literal('move'),
    targets,
    to: z.string(),
    /** Where each target was shown before, in the order of the targets. */
    from: z.array(z.string()),
  }),
  z.object({ kind: z.literal('copy'), targets, to: z.string(), copies: z.array(place) }),
  z.object({ kind: z.literal('expunge'), targets }),
  z.object({
    kind: z.literal('append'),
    to: z.string(),
    flags,
    receivedAt: z.number().optional(),
    messageId: z.string(),
    size: z.number(),
    made: place.optional(),
  }),
  z.object({ kind: z.literal('createFolder'), path: z.string() }),
  z.object({ kind: z.literal('renameFolder'), path: z.string(), to: z.string() }),
  z.object({ kind: z.literal('deleteFolder'), path: z.string(), onlyEmpty: z.boolean() }),
  z.object({ kind: z.literal('subscribe'), path: z.string(), subscribed: z.boolean() }),
]);
export type Step = z.infer<typeof step>;

/**
 * What the server looked like before it was told for the first time: whatever has this UID or a higher one in the
 * folder of destination came since, our own doing included.
 */
export const mark = z.object({ uidValidity: z.string(), uidNext: z.number() });
export type Mark = z.infer<typeof mark>;

/** The messages a step is about; none for folders and new messages. */
export const targetsOf = (given: Step): readonly Target[] =>
  given.kind === 'flag' ? given.changes.map(({ target: each }) => each) : 'targets' in given ? given.targets : [];

/** The same step with each message, and each folder, put through a change. */
export const mapStep = (
  given: Step,
  change: { readonly target: (each: Target) => Target; readonly folder: (path: string) => string },
): Step => {
  switch (given.kind) {
    case 'flag':
      return { ...given, changes: given.changes.map((each) => ({ ...each, target: change.target(each.target) })) };
    case 'move':
      return {
        ...given,
        targets: given.targets.map(change.target),
        to: change.folder(given.to),
        from: given.from.map(change.folder),
      };
    case 'copy':
      return { ...given, targets: given.targets.map(change.target), to: change.folder(given.to) };
    case 'expunge':
      return { ...given, targets: given.targets.map(change.target) };
    case 'append':
      return { ...given, to: change.folder(given.to) };
    default:
      return given;
  }
};
