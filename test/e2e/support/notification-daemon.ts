import { once } from 'node:events';
import { connect } from 'node:net';
import { decode, encode, type Incoming, type Outgoing, reader, type Value } from './dbus-wire.ts';

export type ShownNotification = {
  readonly id: number;
  readonly application: string;
  readonly summary: string;
  readonly body: string;
  /** Key and label by turns. */
  readonly actions: readonly string[];
};

export type NotificationDaemon = {
  readonly shown: readonly ShownNotification[];
  /** Presses the notification itself, or a button of it. */
  readonly press: (id: number, action?: string) => void;
  readonly close: () => void;
};

const name = 'org.freedesktop.Notifications';
const path = '/org/freedesktop/Notifications';

/** Reads one value of a variant that is passed over is not needed: what is looked at comes before the hints. */
const notificationOf = (id: number, body: Buffer): ShownNotification => {
  const read = reader(body);
  const application = read.text();
  read.uint32();
  read.text();
  const summary = read.text();
  const text = read.text();
  return { id, application, summary, body: text, actions: read.texts() };
};

/**
 * The desktop's notification service on a session bus, as a desktop's shell provides it (Desktop Notifications
 * Specification 1.2): keeps what it is asked to show.
 * @param address of the bus: `unix:path=…`
 */
export const startNotificationDaemon = async (address: string): Promise<NotificationDaemon> => {
  const socket = connect(address.replace(/^unix:path=/, '').replace(/,.*/, ''));
  await once(socket, 'connect');
  const identity = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  socket.write(`\0AUTH EXTERNAL ${identity}\r\n`);
  const [greeting] = (await once(socket, 'data')) as [Buffer];
  if (!greeting.toString().startsWith('OK')) throw new Error(`the bus refused: ${greeting.toString().trim()}`);
  socket.write('BEGIN\r\n');

  const shown: ShownNotification[] = [];
  let serial = 0;
  const send = (message: Omit<Outgoing, 'serial'>): number => {
    serial += 1;
    socket.write(encode({ ...message, serial }));
    return serial;
  };
  const bus = (member: string, body: readonly Value[] = []): number =>
    send({
      type: 1,
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member,
      body,
    });

  const answerOf = (call: Incoming): readonly Value[] => {
    switch (call.member) {
      case 'GetCapabilities':
        return [{ as: ['body', 'actions'] }];
      case 'GetServerInformation':
        return [{ s: 'spy' }, { s: 'tests' }, { s: '1' }, { s: '1.2' }];
      case 'Notify': {
        const id = shown.length + 1;
        shown.push(notificationOf(id, call.body));
        return [{ u: id }];
      }
      default:
        return [];
    }
  };

  let waiting: Buffer = Buffer.alloc(0);
  socket.on('data', (bytes: Buffer) => {
    waiting = Buffer.concat([waiting, bytes]);
    for (let taken = decode(waiting); taken !== undefined; taken = decode(waiting)) {
      waiting = taken.rest;
      const { message } = taken;
      if (message.type !== 1) continue;
      send({ type: 2, answers: message.serial, destination: message.sender, body: answerOf(message) });
    }
  });
  socket.on('error', () => undefined);
  bus('Hello');
  bus('RequestName', [{ s: name }, { u: 4 }]);
  return {
    shown,
    press: (id, action = 'default') =>
      void send({ type: 4, path, interface: name, member: 'ActionInvoked', body: [{ u: id }, { s: action }] }),
    close: () => socket.destroy(),
  };
};
