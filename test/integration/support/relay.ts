import { SMTPServer } from 'smtp-server';

export type RelayedMail = { readonly from: string; readonly to: readonly string[]; readonly text: string };

/** The mail server of the world outside: takes everything but mail to `refused@…`. */
export const startRelay = async () => {
  const taken: RelayedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, callback) =>
      callback(address.startsWith('refused@') ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null),
    onData: (stream, session, callback) => {
      let text = '';
      stream.on('data', (part: Buffer) => {
        text += part.toString();
      });
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          text,
        });
        callback();
      });
    },
  });
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return {
    address: `127.0.0.1:${port}`,
    /** What it took, oldest first. */
    taken,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};
