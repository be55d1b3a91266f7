import type { MessagePortMain } from 'electron';
import { accountSettingsContract } from '../../app/contract/account-settings.ts';
import { eventChannel, type HandlersOf } from '../../app/contract/area.ts';
import { composeContract } from '../../app/contract/compose.ts';
import { mailContract } from '../../app/contract/mail.ts';
import type { Failure } from '../../app/domain/failure.ts';
import type { MessageKey } from '../../app/domain/mail.ts';
import { fail, type Result, succeed } from '../../app/domain/result.ts';
import { noProgress } from '../../app/domain/sync-progress.ts';
import type { MailboxReader } from '../../app/mail/account/mailbox-reader.ts';
import { parseMessage } from '../../app/mail/mime/parse-message.ts';
import type { BodyFacts } from '../../app/store/port.ts';
import { guarded } from '../../app/store/sqlite/store-failure.ts';
import type { EngineAnswer, EngineCall } from '../ipc/channel-names.ts';
import { createContractHost } from '../ipc/contract-host.ts';
import { checkStore } from './check-store.ts';
import { type FromEngine, toEngine } from './messages.ts';
import { type OpenMailbox, openMailbox } from './open-mailbox.ts';
import { faultOf } from './store-fault.ts';

/** The mail engine's process: answers the window over its own port and holds the credential in memory only. */
const main = process.parentPort;
const ports = new Set<MessagePortMain>();
const workerUrl = new URL('./mail-worker.js', import.meta.url);
let mailbox: OpenMailbox | undefined;

const tellMain = (message: FromEngine): void => main.postMessage(message);
const reportBug = (where: string, name: string): void => tellMain({ type: 'bug', where, name });
const tellWindows = (event: string, payload: unknown, area = 'mail'): void => {
  const message: EngineAnswer = { channel: eventChannel(area, event), payload };
  for (const port of ports) port.postMessage(message);
};

const closed = fail<Failure>({ code: 'mailUnavailable', cause: 'starting' });
const done = succeed({} as Record<string, never>);

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
  listMessages: ({ folder, limit, before }) => read((reader) => reader.listMessages(folder, limit, before)),
  readMessage: (key) => read((reader) => reader.readMessage(key)),
  setFlags: (change) => ask('setFlags', change),
  search: ({ text, limit, before }) => read((reader) => succeed(reader.search(text, limit, before))),
  searchServer: (input) => ask('searchServer', input),
};

const composeHandlers: HandlersOf<typeof composeContract> = {
  saveDraft: (input) => ask('saveDraft', input),
  listDrafts: () => ask('listDrafts', {}),
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

const host = createContractHost<void>(
  [
    { name: 'mail', area: mailContract, handlers },
    { name: 'compose', area: composeContract, handlers: composeHandlers },
    { name: 'accountSettings', area: accountSettingsContract, handlers: settingsHandlers },
  ],
  (where, error) => reportBug(where, error instanceof Error ? error.name : 'unknown'),
);

const serve = (port: MessagePortMain): void => {
  ports.add(port);
  port.on('message', ({ data }) => {
    const { id, channel, input } = data as EngineCall;
    void host.answer(channel, input).then((reply) => port.postMessage({ id, reply } satisfies EngineAnswer));
  });
  port.on('close', () => ports.delete(port));
  port.start();
};

const close = async (): Promise<void> => {
  const closing = mailbox;
  mailbox = undefined;
  await closing?.close();
};

main.on('message', ({ data, ports: [port] }) => {
  const message = toEngine.parse(data);
  switch (message.type) {
    case 'attach':
      if (port !== undefined) serve(port);
      return;
    case 'wake':
      void mailbox?.ask('wake', {});
      return;
    case 'check':
      void checkStore(message.folder, workerUrl).then((ok) => tellMain({ type: 'checked', ok }));
      return;
    case 'close':
      void close().then(() => tellMain({ type: 'closed' }));
      return;
    case 'open': {
      const { type: _, ...account } = message;
      const { user, imap } = account.access;
      // Whose word on who sent a message is believed: the servers of the account itself.
      const authServers = [user.slice(user.lastIndexOf('@') + 1), imap.host];
      const parse = async (key: MessageKey, { source, complete }: BodyFacts) =>
        succeed(await parseMessage(key, source, { authServers, complete }));
      void close().then(() => {
        mailbox = openMailbox(account, workerUrl, parse, {
          status: (status) => {
            tellWindows('statusChanged', status);
            if (status.state === 'refused') tellMain({ type: 'refused', reason: status.reason });
          },
          progress: (progress) => tellWindows('progressChanged', progress),
          changed: (folder) => tellWindows('folderChanged', { folder }),
          settled: (report) => tellWindows('commandSettled', report),
          outgoing: (items) => tellWindows('outgoingChanged', { items }, 'compose'),
          drafts: () => tellWindows('draftsChanged', {}, 'compose'),
          setting: (name) => tellWindows('changed', { name }, 'accountSettings'),
          bug: reportBug,
        });
      });
    }
  }
});
