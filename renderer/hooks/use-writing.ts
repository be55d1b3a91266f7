import type { ComposeStart } from '../../app/domain/compose-start.ts';
import type { MessageKey, MessageRow } from '../../app/domain/mail.ts';
import { listsAll, windows } from '../bridge.ts';
import type { CommandActions } from '../commands/registry.ts';
import { answerBelow } from './answers-below.ts';
import { currentPreferences } from './use-preferences.ts';

/** Opens a window for writing. */
export const write = (start: ComposeStart): void => void windows.compose({ start });

export const newMessage = (): void => write({ kind: 'new' });
export const editDraft = (key: MessageKey): void => write({ kind: 'edit', key });
/** Answers a message: in a window, or below it where that was chosen. Mail of all accounts is answered in windows. */
export const reply = ({ key, threadId }: Pick<MessageRow, 'key' | 'threadId'>, all: boolean): void => {
  const start: ComposeStart = { kind: 'reply', key, all };
  if (currentPreferences().writing.answers === 'below' && !listsAll()) answerBelow(threadId, start);
  else write(start);
};
export const forward = (keys: readonly MessageKey[], attached: boolean): void =>
  write({ kind: 'forward', keys: [...keys], attached });

/** What can be written now, as commands. @param row the message that is shown, or selected */
export const useWriting = (row: MessageRow | undefined): CommandActions => ({
  'mail.new': newMessage,
  'message.reply': row && (() => reply(row, false)),
  'message.replyAll': row && (() => reply(row, true)),
  'message.forward': row && (() => forward([row.key], false)),
  'message.forwardAttached': row && (() => forward([row.key], true)),
});
