import { z } from 'zod';
import { folderRole, mailAddress, messageKey } from './mail.ts';
import type { Preferences } from './preferences.ts';
import { isQuiet } from './quiet-hours.ts';

/** Unread mail that came into one folder, together. */
export const newMail = z.object({
  account: z.string(),
  folder: z.object({ path: z.string(), name: z.string(), role: folderRole }),
  count: z.int().positive(),
  /** The newest of them. */
  messages: z
    .array(
      z.object({
        id: z.number(),
        key: messageKey,
        from: z.array(mailAddress),
        subject: z.string(),
        preview: z.string(),
      }),
    )
    .min(1),
});
export type NewMail = z.infer<typeof newMail>;

/** More than this at once is told in one sentence. */
const singly = 3;

export type Told =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'each'; readonly messages: NewMail['messages'] }
  | { readonly kind: 'together'; readonly count: number; readonly senders: readonly string[] };

export const senderOf = ({ from }: NewMail['messages'][number]): string => from[0]?.name || (from[0]?.address ?? '');

/**
 * How new mail is told.
 * @param inFront path of the folder somebody has before them, while the window is in use
 */
export const howToTell = (
  news: NewMail,
  chosen: Preferences['notifications'],
  now: Date,
  inFront: string | undefined,
): Told => {
  const { path } = news.folder;
  if (!chosen.newMail || !chosen.folders.includes(path) || isQuiet(chosen, now)) return { kind: 'nothing' };
  if (chosen.quietInFront && inFront === path) return { kind: 'nothing' };
  if (news.count <= singly) return { kind: 'each', messages: news.messages };
  const senders = [...new Set(news.messages.map(senderOf))].filter((name) => name !== '');
  return { kind: 'together', count: news.count, senders };
};
