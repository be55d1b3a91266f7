import { ownerOfFolder, ownId, sharedFolder } from '../../../app/domain/account-numbers.ts';
import type { Folder } from '../../../app/domain/mail.ts';
import { listsAll, mailOf } from '../../bridge.ts';
import type { AtHand, Lines } from './at-hand.ts';

/** Where lines can be moved to. `canMake`: also to a folder that is made for it. */
export type MoveTargets =
  | { readonly kind: 'folders'; readonly folders: readonly Folder[]; readonly canMake: boolean }
  /** They are of several accounts, which have no folder in common. */
  | { readonly kind: 'several' };

/** @param folders those of the account that is shown */
export const moveTargets = async (
  hand: AtHand,
  lines: Lines,
  folders: readonly Folder[],
): Promise<MoveTargets | undefined> => {
  if (!listsAll()) return { kind: 'folders', folders, canMake: true };
  const heads = hand.heads(lines);
  if (new Set(heads.map((id) => ownId(id).account)).size > 1) return { kind: 'several' };
  const rows = await hand.rows(lines.slice(0, 1));
  const owner = rows.ok ? ownerOfFolder(rows.value?.[0]?.key.folder ?? '') : undefined;
  if (owner === undefined) return undefined;
  const listed = await mailOf(owner).listFolders({});
  if (!listed.ok) return undefined;
  const own = listed.value.folders.map((folder) => ({ ...folder, path: sharedFolder(owner, folder.path) }));
  return { kind: 'folders', folders: own, canMake: false };
};
