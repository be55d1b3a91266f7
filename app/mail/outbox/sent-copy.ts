import type { FolderFacts, StoredFolder } from '../../store/port.ts';
import { isTemporary, type MailServer } from '../commands/mail-server.ts';
import { folderFor } from '../commands/plan-command.ts';

/** What is needed of the store to find the folder of sent mail. */
export type SentFolders = {
  readonly folders: () => StoredFolder[];
  readonly folder: (path: string) => StoredFolder | undefined;
};

/** Who files sent mail: this client, or the server by itself, which is known of some and a person's choice for others. */
export type FiledBy = 'client' | 'server' | 'unknown';

export type CopyOutcome =
  | { readonly kind: 'done' }
  /** The server files by itself and has not done so yet, or cannot take a copy for now. */
  | { readonly kind: 'later' }
  | { readonly kind: 'failed'; readonly reason: string };

const sentFolder = (store: SentFolders): { readonly path: string; readonly made: FolderFacts | undefined } =>
  folderFor({ folders: store.folders, folderOf: store.folder }, 'sent', 'Sent');

/** Whether one of these Message-IDs is in the folder of sent mail. */
export const isFiled = async (
  server: MailServer,
  store: SentFolders,
  messageIds: readonly string[],
): Promise<boolean> => {
  const { path } = sentFolder(store);
  const found = await server.within(path, async (folder) => {
    for (const messageId of messageIds) if ((await folder.findByMessageId(messageId)).length > 0) return true;
    return false;
  });
  return found.ok && found.value;
};

/**
 * Files a copy of sent mail exactly once: looked for by its Message-ID before each try, so that neither a crash nor a
 * server that files by itself makes it two.
 * @param patient the server may still file it by itself
 */
export const fileSentCopy = async (
  server: MailServer,
  store: SentFolders,
  message: {
    readonly messageIds: readonly string[];
    readonly source: () => Uint8Array;
    readonly sentAt: number;
  },
  filedBy: FiledBy,
  patient: boolean,
): Promise<CopyOutcome> => {
  if (await isFiled(server, store, message.messageIds)) return { kind: 'done' };
  const byServer = filedBy === 'server' || (filedBy === 'unknown' && server.filesSentMail);
  if (byServer && patient) return { kind: 'later' };
  const { path } = sentFolder(store);
  const append = () => server.append(path, message.source(), ['\\Seen'], message.sentAt);
  const first = await append();
  if (first.ok) return { kind: 'done' };
  const isMissing = ['TRYCREATE', 'NONEXISTENT'].includes(first.error.code) || !(await server.exists(path));
  if (!isMissing) return isTemporary(first.error) ? { kind: 'later' } : { kind: 'failed', reason: first.error.text };
  const made = await server.createFolder(path);
  if (!made.ok) return { kind: 'failed', reason: made.error.text };
  await server.subscribe(path, true);
  const second = await append();
  return second.ok ? { kind: 'done' } : { kind: 'failed', reason: second.error.text };
};
