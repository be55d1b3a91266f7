import { accountSettingsContract } from '../../app/contract/account-settings.ts';
import type { HandlersOf } from '../../app/contract/area.ts';
import { composeContract } from '../../app/contract/compose.ts';
import { mailContract } from '../../app/contract/mail.ts';
import type { Failure } from '../../app/domain/failure.ts';
import { fail, type Result, succeed } from '../../app/domain/result.ts';
import { noProgress } from '../../app/domain/sync-progress.ts';
import type { MailboxReader } from '../../app/mail/account/mailbox-reader.ts';
import { guarded } from '../../app/store/sqlite/store-failure.ts';
import { type ContractHost, createContractHost } from '../ipc/contract-host.ts';
import type { OpenMailbox } from './open-mailbox.ts';
import { faultOf } from './store-fault.ts';

const closed = fail<Failure>({ code: 'mailUnavailable', cause: 'starting' });
const done = succeed({} as Record<string, never>);

/**
 * Answers a window's calls from one account's mailbox.
 * @param mailbox undefined: there is none, as before an account's sign-in is done
 */
export const createMailboxHost = (
  mailbox: OpenMailbox | undefined,
  reportBug: (where: string, error: unknown) => void,
): ContractHost => {
  /** Reads from the store; a file that cannot be read any more is a failure with its name, not a bug. */
  const read = async <Value>(
    work: (reader: MailboxReader) => Result<Value, Failure> | Promise<Result<Value, Failure>>,
  ): Promise<Result<Value, Failure>> => {
    const reader = await mailbox?.reader();
    if (!reader?.ok) return reader ?? closed;
    const answered = guarded(() => work(reader.value));
    return answered.ok ? answered.value : fail({ code: 'localStore', fault: faultOf(answered.error) });
  };

  /** Passes a call on to the thread that writes. */
  const ask: OpenMailbox['ask'] = (method, input) =>
    mailbox?.ask(method, input) ?? (Promise.resolve(closed) as ReturnType<OpenMailbox['ask']> as never);

  const handlers: HandlersOf<typeof mailContract> = {
    getStatus: () => succeed(mailbox?.status() ?? { state: 'connecting' as const }),
    getProgress: () => succeed(mailbox?.progress() ?? noProgress),
    getWaiting: () => succeed({ count: mailbox?.waiting() ?? 0 }),
    getCompared: () => ask('getCompared', {}),
    pauseSync: () => ask('pauseSync', {}),
    resumeSync: () => ask('resumeSync', {}),
    lookAt: (input) => ask('lookAt', input),
    wake: () => ask('wake', {}),
    act: (input) => ask('act', input),
    undo: (input) => ask('undo', input),
    reopenStore: async ({ setAside }) => {
      await mailbox?.reopen(setAside);
      return done;
    },
    listFolders: async () => {
      const listed = await read((reader) => reader.listFolders());
      return listed.ok ? succeed({ folders: listed.value }) : listed;
    },
    listConversations: (asked) => read((reader) => reader.listConversations(asked)),
    conversationRows: ({ place, heads }) => read((reader) => reader.conversationRows(place, heads)),
    messageIds: ({ place, unreadOnly, threads }) => read((reader) => reader.messageIds(place, unreadOnly, threads)),
    snooze: (input) => ask('snooze', input),
    unsnooze: (input) => ask('unsnooze', input),
    chooseRole: (input) => ask('chooseRole', input),
    readMessage: (key) => read((reader) => reader.readMessage(key)),
    readWhole: (key) => read((reader) => reader.readWholeMessage(key)),
    readConversation: (key) => read((reader) => reader.readConversation(key)),
    setFlags: (change) => ask('setFlags', change),
    search: ({ text, ...page }) => read((reader) => succeed(reader.search(text, page))),
    searchServer: (input) => ask('searchServer', input),
  };

  const composeHandlers: HandlersOf<typeof composeContract> = {
    saveDraft: (input) => ask('saveDraft', input),
    listDrafts: () => ask('listDrafts', {}),
    getDraft: (input) => ask('getDraft', input),
    openDraft: (input) => ask('openDraft', input),
    addFile: (input) => ask('addFile', input),
    addFilesOf: (input) => ask('addFilesOf', input),
    removeFile: (input) => ask('removeFile', input),
    getSizeLimit: () => ask('getSizeLimit', {}),
    suggestPeople: ({ text, limit }) => read((reader) => succeed({ people: reader.suggestPeople(text, limit) })),
    findPeople: ({ addresses }) => read((reader) => succeed({ people: reader.findPeople(addresses) })),
    discardDraft: (input) => ask('discardDraft', input),
    send: (input) => ask('send', input),
    cancelSend: (input) => ask('cancelSend', input),
    resend: (input) => ask('resend', input),
    discardOutgoing: (input) => ask('discardOutgoing', input),
    listOutgoing: () => ask('listOutgoing', {}),
  };

  const settingsHandlers: HandlersOf<typeof accountSettingsContract> = {
    get: (input) => ask('getSetting', input),
    put: ({ name, value }) => ask('putSetting', { name, value }),
  };

  return createContractHost<void>(
    [
      { name: 'mail', area: mailContract, handlers },
      { name: 'compose', area: composeContract, handlers: composeHandlers },
      { name: 'accountSettings', area: accountSettingsContract, handlers: settingsHandlers },
    ],
    reportBug,
  );
};
