import type { ComposeStart } from '../../app/domain/compose-start.ts';
import type { MessageKey, MessageRow } from '../../app/domain/mail.ts';
import { windows } from '../bridge.ts';
import type { CommandActions } from '../commands/registry.ts';

/** Opens a window for writing. */
export const write = (start: ComposeStart): void => void windows.compose({ start });

export const newMessage = (): void => write({ kind: 'new' });
export const editDraft = (key: MessageKey): void => write({ kind: 'edit', key });
export const reply = (key: MessageKey, all: boolean): void => write({ kind: 'reply', key, all });
export const forward = (keys: readonly MessageKey[], attached: boolean): void =>
  write({ kind: 'forward', keys: [...keys], attached });

/** What can be written now, as commands. @param row the message that is shown, or selected */
export const useWriting = (row: MessageRow | undefined): CommandActions => ({
  'mail.new': newMessage,
  'message.reply': row && (() => reply(row.key, false)),
  'message.replyAll': row && (() => reply(row.key, true)),
  'message.forward': row && (() => forward([row.key], false)),
  'message.forwardAttached': row && (() => forward([row.key], true)),
});
