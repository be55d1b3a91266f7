import { closeSync, openSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { basename, dirname } from 'node:path';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';

export type Envelope = { readonly from: string; readonly to: readonly string[] };

export type Refusal = {
  readonly recipient: string;
  /** False: worth another try later. */
  readonly permanent: boolean;
  readonly text: string;
};

/** What became of one hand-over: each recipient is in exactly one of the lists. */
export type DeliveryResult = { readonly accepted: readonly string[]; readonly refused: readonly Refusal[] };

/** Hands one message over; never throws. The message is bytes with CRLF line ends. */
export type Deliver = (envelope: Envelope, message: Buffer) => Promise<DeliveryResult>;

export type Relay = { readonly host: string; readonly port: number };

const timeout = 60_000;
/** Longest path the kernel takes for a socket. */
const longestSocketPath = 107;

type SmtpFault = Error & { readonly responseCode?: number; readonly recipient?: string };

const refusalOf = (recipient: string, fault: SmtpFault): Refusal => ({
  recipient,
  permanent: (fault.responseCode ?? 0) >= 500,
  text: fault.message,
});

const send = (options: SMTPConnectionOptions, envelope: Envelope, message: Buffer): Promise<DeliveryResult> =>
  new Promise((resolve) => {
    const connection = new SMTPConnection(options);
    const failAll = (fault: SmtpFault) => {
      resolve({ accepted: [], refused: envelope.to.map((recipient) => refusalOf(recipient, fault)) });
      connection.close();
    };
    connection.once('error', failAll);
    connection.connect((connectFault) => {
      if (connectFault) return failAll(connectFault as SmtpFault);
      connection.send({ from: envelope.from, to: [...envelope.to] }, message, (fault, info) => {
        if (fault) return failAll(fault as SmtpFault);
        const faults = (info.rejectedErrors ?? []) as SmtpFault[];
        resolve({
          accepted: info.accepted,
          refused: faults.map((each) => refusalOf(each.recipient ?? '', each)),
        });
        connection.quit();
      });
    });
  });

/** Connects by a path of any length: a long one is reached through a handle on its folder. */
const connectSocket = (path: string): Socket => {
  if (Buffer.byteLength(path) <= longestSocketPath) return connect({ path });
  const folder = openSync(dirname(path), 'r');
  const socket = connect({ path: `/proc/self/fd/${folder}/${basename(path)}` });
  socket.once('connect', () => closeSync(folder)).once('error', () => closeSync(folder));
  return socket;
};

const connected = (socket: Socket): Promise<Error | undefined> =>
  new Promise((resolve) => {
    socket.once('connect', () => resolve(undefined)).once('error', resolve);
  });

/** Delivery into local mailboxes by LMTP (RFC 2033): every recipient gets an answer of its own. */
export const createLocalDelivery =
  (socketPath: () => string): Deliver =>
  async (envelope, message) => {
    const connection = connectSocket(socketPath());
    const fault = await connected(connection);
    if (fault !== undefined) {
      return { accepted: [], refused: envelope.to.map((recipient) => refusalOf(recipient, fault)) };
    }
    return send(
      { connection, lmtp: true, ignoreTLS: true, name: 'localhost', socketTimeout: timeout },
      envelope,
      message,
    );
  };

/** Hand-over to another mail server, encrypted when it offers that. */
export const createRelayDelivery =
  (relay: Relay): Deliver =>
  (envelope, message) =>
    send({ ...relay, connectionTimeout: timeout, socketTimeout: timeout }, envelope, message);
