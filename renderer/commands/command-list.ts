import type { TextKey } from '../text/keys.ts';

/** Under which heading a command stands in the palette and in the list of keys. */
export type CommandGroup = 'go' | 'list' | 'message' | 'writing' | 'search' | 'application';

/** Where a key is heard; the same key may mean two things in two places that never meet. */
export type CommandPlace = 'mail' | 'writing' | 'settings' | 'everywhere';

type CommandFacts = {
  readonly id: string;
  readonly title: TextKey;
  readonly group: CommandGroup;
  readonly place: CommandPlace;
  /** Strokes as in strokes.ts; a space parts those that follow each other. */
  readonly keys: readonly string[];
  /** Keys of the Gmail-like map where they differ. */
  readonly gmail?: readonly string[];
  /** Works while something is typed as well, as far as its keys type nothing themselves. */
  readonly whileTyping?: boolean;
  /** Not offered in the palette: it only makes sense on a key. */
  readonly keyOnly?: boolean;
};

/** Every command of the application. Keyboard, palette, menus and the list of keys are derived from it. */
export const commandList = [
  { id: 'mail.new', title: 'command.newMessage', group: 'writing', place: 'mail', keys: ['c'] },
  { id: 'message.reply', title: 'command.reply', group: 'writing', place: 'mail', keys: ['r'] },
  { id: 'message.replyAll', title: 'command.replyAll', group: 'writing', place: 'mail', keys: ['a'] },
  { id: 'message.forward', title: 'command.forward', group: 'writing', place: 'mail', keys: ['f'] },
  {
    id: 'message.forwardAttached',
    title: 'command.forwardAttached',
    group: 'writing',
    place: 'mail',
    keys: ['shift+f'],
  },
  {
    id: 'compose.send',
    title: 'command.send',
    group: 'writing',
    place: 'writing',
    keys: ['mod+enter'],
    whileTyping: true,
  },
  {
    id: 'compose.attach',
    title: 'command.attach',
    group: 'writing',
    place: 'writing',
    keys: ['mod+shift+a'],
    whileTyping: true,
  },

  { id: 'message.archive', title: 'command.archive', group: 'message', place: 'mail', keys: ['e'] },
  { id: 'message.delete', title: 'command.delete', group: 'message', place: 'mail', keys: ['delete'], gmail: ['#'] },
  { id: 'message.junk', title: 'command.junk', group: 'message', place: 'mail', keys: ['!'] },
  { id: 'message.snooze', title: 'command.snooze', group: 'message', place: 'mail', keys: ['h'], gmail: ['b'] },
  { id: 'message.move', title: 'command.move', group: 'message', place: 'mail', keys: ['v'] },
  { id: 'message.flag', title: 'command.flag', group: 'message', place: 'mail', keys: ['s'] },
  { id: 'message.unread', title: 'command.unread', group: 'message', place: 'mail', keys: ['u'], gmail: ['shift+u'] },
  { id: 'message.print', title: 'command.print', group: 'message', place: 'mail', keys: ['mod+p'] },
  { id: 'message.source', title: 'command.source', group: 'message', place: 'mail', keys: ['mod+u'] },
  { id: 'message.saveAs', title: 'command.saveAs', group: 'message', place: 'mail', keys: ['mod+s'] },
  { id: 'thread.next', title: 'command.threadNext', group: 'message', place: 'mail', keys: ['n'], keyOnly: true },
  {
    id: 'thread.previous',
    title: 'command.threadPrevious',
    group: 'message',
    place: 'mail',
    keys: ['p'],
    keyOnly: true,
  },
  { id: 'message.page', title: 'command.page', group: 'message', place: 'mail', keys: ['space'], keyOnly: true },
  {
    id: 'message.pageBack',
    title: 'command.pageBack',
    group: 'message',
    place: 'mail',
    keys: ['shift+space'],
    keyOnly: true,
  },
  { id: 'mail.undo', title: 'command.undo', group: 'message', place: 'mail', keys: ['z', 'mod+z'] },

  { id: 'list.next', title: 'command.next', group: 'list', place: 'mail', keys: ['j'], keyOnly: true },
  { id: 'list.previous', title: 'command.previous', group: 'list', place: 'mail', keys: ['k'], keyOnly: true },
  { id: 'list.open', title: 'command.open', group: 'list', place: 'mail', keys: ['o'], keyOnly: true },
  { id: 'list.select', title: 'command.select', group: 'list', place: 'mail', keys: ['x'] },
  {
    id: 'list.extendNext',
    title: 'command.extendNext',
    group: 'list',
    place: 'mail',
    keys: ['shift+j'],
    keyOnly: true,
  },
  {
    id: 'list.extendPrevious',
    title: 'command.extendPrevious',
    group: 'list',
    place: 'mail',
    keys: ['shift+k'],
    keyOnly: true,
  },
  { id: 'list.selectAll', title: 'command.selectAll', group: 'list', place: 'mail', keys: ['mod+a'], gmail: ['* a'] },

  { id: 'go.inbox', title: 'command.goInbox', group: 'go', place: 'mail', keys: ['g i'] },
  { id: 'go.drafts', title: 'command.goDrafts', group: 'go', place: 'mail', keys: ['g d'] },
  { id: 'go.sent', title: 'command.goSent', group: 'go', place: 'mail', keys: ['g s'], gmail: ['g t'] },
  { id: 'go.archive', title: 'command.goArchive', group: 'go', place: 'mail', keys: ['g a'] },
  { id: 'go.folder', title: 'command.goFolder', group: 'go', place: 'mail', keys: ['g f'], gmail: ['g l'] },
  { id: 'go.back', title: 'command.back', group: 'go', place: 'mail', keys: ['alt+left', 'mod+['] },
  { id: 'go.forward', title: 'command.goForward', group: 'go', place: 'mail', keys: ['alt+right', 'mod+]'] },

  {
    id: 'go.allInboxes',
    title: 'accountKey.all',
    group: 'go',
    place: 'mail',
    keys: ['mod+0'],
    whileTyping: true,
  },
  { id: 'go.account1', title: 'accountKey.one', group: 'go', place: 'mail', keys: ['mod+1'], whileTyping: true },
  { id: 'go.account2', title: 'accountKey.two', group: 'go', place: 'mail', keys: ['mod+2'], whileTyping: true },
  { id: 'go.account3', title: 'accountKey.three', group: 'go', place: 'mail', keys: ['mod+3'], whileTyping: true },
  { id: 'go.account4', title: 'accountKey.four', group: 'go', place: 'mail', keys: ['mod+4'], whileTyping: true },
  { id: 'go.account5', title: 'accountKey.five', group: 'go', place: 'mail', keys: ['mod+5'], whileTyping: true },
  { id: 'go.account6', title: 'accountKey.six', group: 'go', place: 'mail', keys: ['mod+6'], whileTyping: true },
  { id: 'go.account7', title: 'accountKey.seven', group: 'go', place: 'mail', keys: ['mod+7'], whileTyping: true },
  { id: 'go.account8', title: 'accountKey.eight', group: 'go', place: 'mail', keys: ['mod+8'], whileTyping: true },
  { id: 'go.account9', title: 'accountKey.nine', group: 'go', place: 'mail', keys: ['mod+9'], whileTyping: true },

  {
    id: 'search.focus',
    title: 'command.search',
    group: 'search',
    place: 'mail',
    keys: ['/', 'mod+f'],
    whileTyping: true,
  },
  {
    id: 'palette.open',
    title: 'command.palette',
    group: 'search',
    place: 'mail',
    keys: ['mod+k'],
    whileTyping: true,
    keyOnly: true,
  },

  {
    id: 'settings.open',
    title: 'command.settings',
    group: 'application',
    place: 'everywhere',
    keys: ['mod+,'],
    whileTyping: true,
  },
  { id: 'settings.account', title: 'command.settingsAccount', group: 'application', place: 'everywhere', keys: [] },
  {
    id: 'settings.appPasswords',
    title: 'command.settingsAppPasswords',
    group: 'application',
    place: 'everywhere',
    keys: [],
  },
  { id: 'settings.general', title: 'command.settingsGeneral', group: 'application', place: 'everywhere', keys: [] },
  {
    id: 'settings.appearance',
    title: 'command.settingsAppearance',
    group: 'application',
    place: 'everywhere',
    keys: [],
  },
  {
    id: 'settings.notifications',
    title: 'command.settingsNotifications',
    group: 'application',
    place: 'everywhere',
    keys: [],
  },
  { id: 'settings.writing', title: 'command.settingsWriting', group: 'application', place: 'everywhere', keys: [] },
  { id: 'settings.keyboard', title: 'command.settingsKeyboard', group: 'application', place: 'everywhere', keys: [] },
  { id: 'keys.show', title: 'command.keys', group: 'application', place: 'everywhere', keys: ['?'] },
] as const satisfies readonly CommandFacts[];

export type CommandId = (typeof commandList)[number]['id'];
export type Command = CommandFacts & { readonly id: CommandId };

const byId: ReadonlyMap<string, Command> = new Map(commandList.map((command) => [command.id, command]));

/** All commands, as plain facts. */
export const commands: readonly Command[] = commandList;

export const commandOf = (id: CommandId): Command => {
  const command = byId.get(id);
  if (command === undefined) throw new Error(`No command ${id}.`);
  return command;
};

/** Whether two places can hear the same key press. */
export const placesMeet = (one: CommandPlace, other: CommandPlace): boolean =>
  one === other || one === 'everywhere' || other === 'everywhere';
