import type { MessagePortMain } from 'electron';
import { eventChannel, type HandlersOf } from '../../app/contract/area.ts';
import { mailContract } from '../../app/contract/mail.ts';
import type { Failure } from '../../app/domain/failure.ts';
import { fail, succeed } from '../../app/domain/result.ts';
import { type MailSession, openMailSession } from '../../app/mail/imap/mail-session.ts';
import type { EngineAnswer, EngineCall } from '../ipc/channel-names.ts';
import { createContractHost } from '../ipc/contract-host.ts';
import { type FromEngine, toEngine } from './messages.ts';

/** The mail engine's process: holds the credential in memory only and answers the window over its own port. */
const main = process.parentPort;
const ports = new Set<MessagePortMain>();
let session: MailSession | undefined;

const tellMain = (message: FromEngine): void => main.postMessage(message);
const tellWindows = (event: string, payload: unknown): void => {
  const message: EngineAnswer = { channel: eventChannel('mail', event), payload };
  for (const port of ports) port.postMessage(message);
};

const closed = fail<Failure>({ code: 'mailUnavailable', cause: 'gone' });
const done = succeed({} as Record<string, never>);

const handlers: HandlersOf<typeof mailContract> = {
  getStatus: () => succeed(session?.status() ?? { state: 'connecting' as const }),
  listFolders: async () => {
    const listed = await session?.listFolders();
    return listed?.ok ? succeed({ folders: listed.value }) : (listed ?? closed);
  },
  listMessages: async ({ folder, limit }) => (await session?.listMessages(folder, limit)) ?? closed,
  readMessage: async (key) => (await session?.readMessage(key)) ?? closed,
  setFlags: async ({ key, ...flags }) => {
    const set = await session?.setFlags(key, flags);
    return set?.ok ? done : (set ?? closed);
  },
};

const host = createContractHost([{ name: 'mail', area: mailContract, handlers }], (where, error) =>
  tellMain({ type: 'bug', where, name: error instanceof Error ? error.name : 'unknown' }),
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

main.on('message', ({ data, ports: [port] }) => {
  const message = toEngine.parse(data);
  if (message.type === 'attach') {
    if (port !== undefined) serve(port);
    return;
  }
  const closing = session?.close();
  session = undefined;
  if (message.type === 'close') {
    void Promise.resolve(closing).then(() => tellMain({ type: 'closed' }));
    return;
  }
  session = openMailSession(message.access, message.trust, message.version, {
    statusChanged: (status) => {
      tellWindows('statusChanged', status);
      if (status.state === 'refused') tellMain({ type: 'refused', reason: status.reason });
    },
    folderChanged: (folder) => tellWindows('folderChanged', { folder }),
  });
});
