import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { startPlainDovecot } from './plain-dovecot.ts';
import type { PreparedServer } from './prepared-server.ts';
import { median, quantile } from './statistics.ts';

const pairs = 150;
const atOnce = 8;
const rounds = 4;
const roundTime = 2500;

type Place = { readonly host: string; readonly port: number };
type Login = { readonly name: string; readonly password: string };

const until = (socket: TLSSocket, wanted: RegExp): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    const look = (part: Buffer) => {
      text += part.toString('latin1');
      if (!wanted.test(text)) return;
      socket.off('data', look);
      resolve(text);
    };
    socket.on('data', look);
    socket.once('close', () => reject(new Error(`the connection ended after: ${text}`)));
  });

/** From the first packet to the answer that the mailbox is open. */
const signIn = async (ca: string, place: Place, { name, password }: Login): Promise<number> => {
  const since = performance.now();
  const socket = connect({ ...place, ca });
  socket.on('error', () => undefined);
  await until(socket, /^\* OK[^\n]*\n/u);
  const plain = Buffer.from(`\0${name}\0${password}`).toString('base64');
  socket.write(`a AUTHENTICATE PLAIN ${plain}\r\n`);
  const answer = await until(socket, /^a [^\n]*\n/mu);
  const spent = performance.now() - since;
  if (!/^a OK/mu.test(answer)) throw new Error(answer);
  const closed = once(socket, 'close');
  socket.end('b LOGOUT\r\n');
  await closed;
  return spent;
};

/** IMAP sign-ins with app passwords beside those of a plain Dovecot with a password file, turn by turn. */
export const measureImapSignIns = async (server: PreparedServer): Promise<string[]> => {
  const logins = server.members.map(({ address, appPassword }) => ({ name: address, password: appPassword }));
  const plain = await startPlainDovecot(server.data, logins);
  const { imaps } = server.ready;
  const loginAt = (index: number): Login => logins[index % logins.length] ?? { name: '', password: '' };
  try {
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let pair = -10; pair < pairs; pair += 1) {
      const login = loginAt(pair + 10);
      const [own, other] = [await signIn(server.ca, imaps, login), await signIn(server.ca, plain.imaps, login)];
      // The first of each create folders and start processes.
      if (pair < 0) continue;
      ours.push(own);
      theirs.push(other);
    }
    const rate = async (place: Place): Promise<number> => {
      let done = 0;
      const started = performance.now();
      const work = async (worker: number) => {
        for (let count = worker; performance.now() - started < roundTime; count += atOnce) {
          await signIn(server.ca, place, loginAt(count));
          done += 1;
        }
      };
      await Promise.all(Array.from({ length: atOnce }, (_, worker) => work(worker)));
      return (done / (performance.now() - started)) * 1000;
    };
    const rates: { own: number; other: number }[] = [];
    for (let round = 0; round < rounds; round += 1)
      rates.push({ own: await rate(imaps), other: await rate(plain.imaps) });
    const latency = (name: string, times: readonly number[], more: string) =>
      `${name.padEnd(44)}median ${median(times).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms${more} (n = ${times.length})`;
    const perSecond = (name: string, values: readonly number[], more: string) =>
      `${name.padEnd(44)}${median(values).toFixed(1).padStart(7)} a second${more} (${atOnce} at a time)`;
    const times = median(ours) / median(theirs);
    const share = median(rates.map(({ own, other }) => own / other));
    return [
      latency('IMAP sign-in, Dovecot with a password file', theirs, ''),
      latency('IMAP sign-in with an app password', ours, `, ${times.toFixed(2)} times that`),
      perSecond(
        'IMAP sign-ins, Dovecot with a password file',
        rates.map(({ other }) => other),
        '',
      ),
      perSecond(
        'IMAP sign-ins with app passwords',
        rates.map(({ own }) => own),
        `, ${share.toFixed(2)} of that`,
      ),
    ];
  } finally {
    await plain.stop();
  }
};
