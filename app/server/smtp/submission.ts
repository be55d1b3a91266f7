import { randomBytes } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { MailConnections } from '../accounts/mail-connections.ts';
import { signInToMail } from '../accounts/mail-sign-in.ts';
import type { ServerCertificate } from '../certificates/certificate-source.ts';
import type { Core } from '../core.ts';
import { faultText } from '../logs/fault-text.ts';
import type { Router } from './routing.ts';
import { mailDate } from './server-mail.ts';

/** Largest message taken, in bytes. */
export const maximumMessageBytes = 35 * 1024 * 1024;
const maximumRecipients = 500;
const socketTimeout = 5 * 60_000;
const closeTimeout = 1000;

export type SubmissionServer = {
  readonly port: number;
  readonly renewCertificate: (certificate: ServerCertificate) => void;
  readonly close: () => Promise<void>;
};

type Submitter = { readonly userId: string; readonly address: string; readonly addresses: readonly string[] };

const refusal = (responseCode: number, text: string): Error => Object.assign(new Error(text), { responseCode });

const plainIp = (ip: string): string => ip.replace(/^::ffff:/u, '');

const submitterOf = (session: SMTPServerSession): Submitter | undefined => session.user as Submitter | undefined;

const authenticate = async (
  core: Core,
  connections: MailConnections,
  session: SMTPServerSession,
  socket: Socket | undefined,
  credentials: { readonly userName: string; readonly password: string },
): Promise<Submitter | Error> => {
  const verdict = await signInToMail(core, {
    protocol: 'smtp',
    ...credentials,
    ip: plainIp(session.remoteAddress),
    program: undefined,
  });
  switch (verdict.kind) {
    case 'accepted': {
      const { user, credential } = verdict;
      connections.add({ id: `smtp ${session.id}`, protocol: 'smtp', credential, end: () => socket?.destroy() });
      return { userId: user.id, address: user.address, addresses: core.store.users.addressesOf(user) };
    }
    case 'refused':
      return refusal(535, `5.7.8 ${verdict.reason}`);
    case 'try-later':
      return refusal(454, `4.7.0 Too many failed sign-ins. Try again in ${verdict.seconds} seconds`);
    case 'wrong':
      return refusal(535, '5.7.8 Authentication failed');
  }
};

const readMessage = async (stream: SMTPServerDataStream): Promise<Buffer | 'too-large' | 'broken-off'> => {
  const parts: Buffer[] = [];
  try {
    for await (const part of stream) {
      // The rest must still be read, or the client would never see the answer.
      if (stream.byteLength <= maximumMessageBytes) parts.push(part as Buffer);
    }
  } catch {
    // The stream has but one way to fail: its client is gone.
    return 'broken-off';
  }
  return stream.sizeExceeded ? 'too-large' : Buffer.concat(parts);
};

const headerEnd = (message: Buffer): number => {
  const end = message.indexOf('\r\n\r\n');
  return end < 0 ? message.length : end;
};

/** Adds the trace header, and the date and identifier a lazy program left out (RFC 6409 section 8). */
const complete = (core: Core, session: SMTPServerSession, submitter: Submitter, queueId: string, message: Buffer) => {
  const now = core.clock.now();
  const header = `\r\n${message.subarray(0, headerEnd(message)).toString('latin1')}`;
  const domain = submitter.address.slice(submitter.address.lastIndexOf('@') + 1);
  const tls =
    session.tlsOptions === false ? '' : ` (using ${session.tlsOptions.version} with cipher ${session.tlsOptions.name})`;
  const lines = [
    `Received: from [${plainIp(session.remoteAddress)}] (authenticated user ${submitter.address})`,
    `\tby ${domain} (Latchkey Mail) with ESMTPSA id ${queueId}${tls};`,
    `\t${mailDate(now)}`,
    ...(/\r\ndate:/iu.test(header) ? [] : [`Date: ${mailDate(now)}`]),
    ...(/\r\nmessage-id:/iu.test(header) ? [] : [`Message-ID: <${queueId}.${now}@${domain}>`]),
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n`), message]);
};

const take = async (
  core: Core,
  router: Router,
  session: SMTPServerSession,
  stream: SMTPServerDataStream,
): Promise<string | Error> => {
  const submitter = submitterOf(session);
  const from = session.envelope.mailFrom;
  const message = await readMessage(stream);
  if (submitter === undefined || from === false) return refusal(530, '5.7.0 Authentication Required');
  if (message === 'broken-off') {
    core.logs.debug(
      `SMTP: the client of ${submitter.address} at IP address ${plainIp(session.remoteAddress)} left before its message was whole`,
    );
    return refusal(421, '4.4.2 Connection lost');
  }
  if (message === 'too-large') return refusal(552, '5.3.4 The message is larger than this server takes');
  const queueId = randomBytes(6).toString('hex');
  const to = session.envelope.rcptTo.map(({ address }) => address);
  const sender = from.address;
  const ip = plainIp(session.remoteAddress);
  core.logs.mail(
    `Recv: Queue-ID: ${queueId}, Service: SMTP, From: <${sender}>, To: ${to.map((each) => `<${each}>`).join(' ')}, Size: ${message.length}, Sender-Host: ${ip}, User: ${submitter.address}, SSL: yes`,
  );
  const result = await router.route({ from: sender, to }, complete(core, session, submitter, queueId, message));
  for (const recipient of result.accepted) {
    core.logs.mail(`Sent: Queue-ID: ${queueId}, Recipient: <${recipient}>, Result: delivered, Status: 2.0.0`);
  }
  for (const { recipient, permanent, text } of result.refused) {
    core.logs.mail(
      `Sent: Queue-ID: ${queueId}, Recipient: <${recipient}>, Result: failed, Status: ${permanent ? '5' : '4'}.0.0, ${text}`,
    );
  }
  const [first] = result.refused;
  if (first === undefined) return `2.0.0 Ok: queued as ${queueId}`;
  const names = result.refused.map(({ recipient }) => recipient).join(', ');
  // Part of the recipients have it: a temporary answer would make the client send it to them again.
  if (result.accepted.length > 0) return refusal(554, `5.0.0 Not delivered to ${names}; all others have the message`);
  return refusal(first.permanent ? 554 : 451, `${first.permanent ? '5.0.0' : '4.3.0'} Not delivered to ${names}`);
};

/** Starts message submission (RFC 6409): TLS first, then a password, and only the user's own addresses as sender. */
export const startSubmission = async (
  core: Core,
  connections: MailConnections,
  router: Router,
  certificate: ServerCertificate,
  listen: { readonly host: string; readonly port: number; readonly implicitTls: boolean },
): Promise<SubmissionServer> => {
  const sockets = new Map<string, Socket>();
  const report = (fault: unknown) => core.logs.error(`SMTP: ${faultText(fault)}`);
  const server = new SMTPServer({
    secure: listen.implicitTls,
    key: certificate.key,
    cert: certificate.chain,
    minVersion: 'TLSv1.2',
    name: 'latchkey-mail',
    banner: 'Latchkey Mail',
    authMethods: ['PLAIN', 'LOGIN'],
    allowInsecureAuth: false,
    authRequiredMessage: '5.7.0 Authentication Required',
    size: maximumMessageBytes,
    maxRecipients: maximumRecipients,
    disableReverseLookup: true,
    hideSMTPUTF8: true,
    socketTimeout,
    closeTimeout,
    logger: false,
    onConnect: (session, callback) => {
      // Or the library would announce a sign-in that it refuses before TLS.
      if (!session.secure) session.disabledCommands = ['AUTH'];
      callback();
    },
    onSecure: (socket, session, callback) => {
      session.disabledCommands = [];
      sockets.set(session.id, socket);
      callback();
    },
    onAuth: (auth, session, callback) => {
      const credentials = { userName: auth.username ?? '', password: auth.password ?? '' };
      authenticate(core, connections, session, sockets.get(session.id), credentials)
        .then((answer) => (answer instanceof Error ? callback(answer) : callback(null, { user: answer })))
        .catch((fault: unknown) => {
          report(fault);
          callback(refusal(454, '4.7.0 Temporary authentication failure'));
        });
    },
    onMailFrom: ({ address }, session, callback) => {
      const submitter = submitterOf(session);
      if (submitter === undefined) return callback(refusal(530, '5.7.0 Please use STARTTLS and sign in first'));
      const own = submitter.addresses.includes(address.toLowerCase());
      return callback(own ? null : refusal(550, `5.7.1 ${address || '<>'} is not an address of yours`));
    },
    onRcptTo: ({ address }, _session, callback) => {
      const { kind } = router.destinationOf(address);
      if (kind === 'unknown-user') return callback(refusal(550, `5.1.1 ${address} does not exist here`));
      if (kind === 'no-relay')
        return callback(refusal(550, `5.7.1 This server sends no mail to the domain of ${address}`));
      return callback();
    },
    onData: (stream, session, callback) => {
      take(core, router, session, stream)
        .then((answer) => (answer instanceof Error ? callback(answer) : callback(null, answer)))
        .catch((fault: unknown) => {
          report(fault);
          callback(refusal(451, '4.3.0 The server failed to take the message'));
        });
    },
    onClose: (session) => {
      sockets.delete(session.id);
      connections.remove(`smtp ${session.id}`);
    },
  });
  // Broken handshakes and dropped connections are the client's affair; they must not end the server.
  server.on('error', (fault) => core.logs.debug(`SMTP: ${fault.message}`));
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(listen.port, listen.host, () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    renewCertificate: (next) => server.updateSecureContext({ key: next.key, cert: next.chain }),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.values()) socket.destroy();
        server.close(() => resolve());
      }),
  };
};
