import type { FolderId, MessageId, StoreChange, StoreWriter } from '../port.ts';
import { overlayFlags, packFlags, type StoredFlags } from './flags.ts';
import { type MessageState, shownStateOf } from './messages-table.ts';
import { type Overlay, shownFlags } from './overlays-table.ts';
import type { Writing } from './writing.ts';

const none: StoredFlags = { bits: 0, keywords: '' };

const serverAccountOf = (state: MessageState): Overlay => ({
  server: { bits: state.flags, keywords: state.keywords },
  added: none,
  removed: none,
  moved: false,
  movedTo: null,
});

/** What pending commands change about what is shown. */
export const createLocalChanges = (writing: Writing): Pick<StoreWriter, 'showFlags' | 'showIn' | 'showAsServer'> => {
  const { messages, overlays } = writing;

  const lay = (id: MessageId, overlayOf: (before: Overlay) => Overlay | undefined): StoreChange =>
    writing.change((record) => {
      const state = messages.byId(id);
      if (state === undefined) return;
      const before = overlays.get(id) ?? serverAccountOf(state);
      const overlay = overlayOf(before);
      if (overlay === undefined) overlays.remove(id);
      else overlays.put(id, overlay);
      const flags = overlay === undefined ? before.server : shownFlags(overlay);
      const folder: FolderId | null = overlay?.moved === true ? overlay.movedTo : state.folder_id;
      const isSame = folder === state.shown_folder && flags.bits === state.flags && flags.keywords === state.keywords;
      if (isSame) return;
      messages.setShown(id, folder, flags);
      record.changed(id, shownStateOf(state), { ...shownStateOf(state), folder, flags: flags.bits });
    });

  return {
    showFlags: (id, add, remove) => {
      const added = packFlags(add);
      const removed = packFlags(remove);
      return lay(id, (before) => ({
        ...before,
        added: overlayFlags(before.added, added, removed),
        removed: overlayFlags(overlayFlags(before.removed, none, added), removed, none),
      }));
    },
    showIn: (id, folder) => lay(id, (before) => ({ ...before, moved: true, movedTo: folder ?? null })),
    showAsServer: (id) => lay(id, () => undefined),
  };
};
