import type { MessagePortMain } from 'electron';
import { eventChannel } from '../../app/contract/area.ts';
import type { EngineAnswer, EngineCall } from '../ipc/channel-names.ts';
import { checkStore } from './check-store.ts';
import { createMailboxes } from './mailboxes.ts';
import { type FromEngine, toEngine } from './messages.ts';

/** The mail engine's process: answers the windows over their ports and holds credentials in memory only. */
const main = process.parentPort;
const ports = new Set<MessagePortMain>();
const workerUrl = new URL('./mail-worker.js', import.meta.url);

const tellMain = (message: FromEngine): void => main.postMessage(message);
const mailboxes = createMailboxes(workerUrl, {
  tell: (account, area, event, payload) => {
    const message: EngineAnswer = { channel: eventChannel(area, event), payload, account };
    for (const port of ports) port.postMessage(message);
  },
  refused: (account, reason) => tellMain({ type: 'refused', account, reason }),
  newMail: (news) => tellMain({ type: 'newMail', news }),
  bug: (where, name) => tellMain({ type: 'bug', where, name }),
});

const serve = (port: MessagePortMain): void => {
  ports.add(port);
  port.on('message', ({ data }) => {
    const { id, channel, input, account } = data as EngineCall;
    void mailboxes
      .answer(account, channel, input)
      .then((reply) => port.postMessage({ id, reply } satisfies EngineAnswer));
  });
  port.on('close', () => ports.delete(port));
  port.start();
};

main.on('message', ({ data, ports: [port] }) => {
  const message = toEngine.parse(data);
  switch (message.type) {
    case 'attach':
      if (port !== undefined) serve(port);
      return;
    case 'ask':
      void mailboxes
        .question(message.account, message.question)
        .then((reply) => tellMain({ type: 'answer', id: message.id, reply }));
      return;
    case 'wake':
      mailboxes.wake();
      return;
    case 'check':
      void checkStore(message.folder, workerUrl).then((ok) => tellMain({ type: 'checked', ok }));
      return;
    case 'keepFiles': {
      const { account, request, draft, paths } = message;
      void mailboxes
        .keepPaths(account, draft, paths)
        .then((kept) => tellMain({ type: 'keptFiles', request, ...(kept === undefined ? {} : { kept }) }));
      return;
    }
    case 'close':
      void mailboxes.close(message.account).then(() => tellMain({ type: 'closed', account: message.account }));
      return;
    case 'closeAll':
      void mailboxes.closeAll().then(() => tellMain({ type: 'closedAll' }));
      return;
    case 'open': {
      const { type: _, account, ...place } = message;
      void mailboxes.open(account, place);
    }
  }
});
