import { finishedPart } from '../../domain/letter.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import { takeOut } from '../commands/carry-out-messages.ts';
import type { MailServer, OpenFolder, Refusal } from '../commands/mail-server.ts';
import { composeMessage, type KeptBytes, newMessageId } from '../smtp/compose-message.ts';
import type { DraftCopy, DraftEntry } from './draft-entry.ts';

/** Only in drafts; never in what is sent. */
export const draftHeader = 'X-Latchkey-Draft';

const headerValue = ({ name, token }: DraftCopy): string => `${name} ${token}`;

const bytesOf = async (entry: DraftEntry, copy: DraftCopy, keptBytes: KeptBytes): Promise<Uint8Array> => {
  const parts: Buffer[] = [];
  const stamp = {
    messageId: newMessageId(entry.letter.from, `${copy.name}.${copy.token}`),
    date: entry.changedAt,
    headers: { [draftHeader]: headerValue(copy) },
    keepBcc: true,
  };
  for await (const part of composeMessage(finishedPart(entry.letter), stamp, keptBytes)) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

const adoptedUids = async (folder: OpenFolder, path: string, known: readonly DraftCopy[]): Promise<number[]> => {
  const places = known.flatMap(({ adopted }) => adopted ?? []);
  const here = places.filter((place) => place.folder === path && place.uidValidity === folder.uidValidity);
  return here.length === 0 ? [] : folder.present(here.map(({ uid }) => uid));
};

const knownCopies = ({ copy, uploading }: DraftEntry): DraftCopy[] =>
  [copy, uploading].flatMap((each) => (each === undefined ? [] : [each]));

/** Nobody else uses a name of ours: whatever bears it is a copy this draft left behind. */
const ownUids = async (folder: OpenFolder, known: readonly DraftCopy[]): Promise<number[]> => {
  const uids: number[] = [];
  for (const name of new Set(known.map((copy) => copy.name))) {
    uids.push(...(await folder.findByHeader(draftHeader, name)));
  }
  return uids;
};

const ensured = async <Value>(
  server: MailServer,
  path: string,
  work: () => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> => {
  const first = await work();
  if (first.ok || (await server.exists(path))) return first;
  const made = await server.createFolder(path);
  if (!made.ok) return made;
  await server.subscribe(path, true);
  return work();
};

export type Naming = {
  readonly newId: () => string;
  /** Durable when it returns. */
  readonly note: (uploading: DraftCopy) => void;
  readonly keptBytes: KeptBytes;
};

/**
 * Brings a draft's copy on the server up to its revision: the new copy first, then the earlier ones away, so that a
 * break leaves two rather than none; what a break left is found by its token.
 */
export const uploadDraft = async (
  server: MailServer,
  path: string,
  entry: DraftEntry,
  { newId, note, keptBytes }: Naming,
): Promise<Result<DraftCopy, Refusal>> => {
  const known = knownCopies(entry);
  const { uploading } = entry;
  const arrived = (copy: DraftCopy) => (folder: OpenFolder) => folder.findByHeader(draftHeader, headerValue(copy));

  let current: DraftCopy | undefined;
  if (uploading !== undefined) {
    const found = await ensured(server, path, () => server.within(path, arrived(uploading)));
    if (!found.ok) return found;
    if (found.value.length > 0) current = uploading;
  }
  if (current === undefined) {
    const name = known[0]?.name ?? entry.id;
    const next: DraftCopy = { name, token: newId(), revision: entry.revision };
    const source = await bytesOf(entry, next, keptBytes);
    note(next);
    const appended = await ensured(server, path, () => server.append(path, source, ['\\Draft', '\\Seen'], undefined));
    if (!appended.ok) return appended;
    current = next;
  }
  const latest = current;
  const removed = await server.within(path, async (folder) => {
    const [kept] = (await arrived(latest)(folder)).slice(-1);
    // Without the new copy nothing is taken away; the next try looks for it once more.
    if (kept === undefined) return fail<Refusal>({ code: 'UNAVAILABLE', text: 'The new copy does not show yet' });
    const own = (await ownUids(folder, [...known, latest])).filter((uid) => uid !== kept);
    return takeOut(server, folder, [...own, ...(await adoptedUids(folder, path, known))]);
  });
  if (!removed.ok) return removed;
  return removed.value.ok ? succeed(current) : fail(removed.value.error);
};

/** Takes every copy of ours away; a folder that is gone has none. */
export const removeDraft = async (
  server: MailServer,
  path: string,
  entry: DraftEntry,
): Promise<Result<null, Refusal>> => {
  const known = knownCopies(entry);
  if (known.length === 0) return succeed(null);
  const removed = await server.within(path, async (folder) => {
    return takeOut(server, folder, [...(await ownUids(folder, known)), ...(await adoptedUids(folder, path, known))]);
  });
  if (!removed.ok) return (await server.exists(path)) ? removed : succeed(null);
  return removed.value;
};

/** Whether the copy is still there. Another program that edits a draft puts a message of its own in its place. */
export const hasCopy = async (server: MailServer, path: string, copy: DraftCopy): Promise<boolean | undefined> => {
  const found = await server.within(path, async (folder) =>
    copy.token === '' ? adoptedUids(folder, path, [copy]) : folder.findByHeader(draftHeader, headerValue(copy)),
  );
  return found.ok ? found.value.length > 0 : undefined;
};
