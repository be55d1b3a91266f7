import { imapSignIn, lineClient, pop3SignIn, smtpSignIn } from './line-client.ts';
import { application, freshAddress, rpcClient } from './rpc.ts';
import type { ServerRun } from './run-server.ts';

/** Every way in: the two JSON-RPC endpoints and each mail service with each kind of TLS. */
export const doors = ['webmail', 'admin', 'imaps', 'imap', 'pop3s', 'smtps', 'smtp'] as const;
export type Door = (typeof doors)[number];

/**
 * What a door says to a user name and a password, in words that are the same for all doors: `in`, at the JSON-RPC
 * endpoints with the state of the session; `wrong`; or the reason given for the refusal.
 */
export const knockAt = (
  run: ServerRun,
  door: Door,
  user: string,
  password: string,
  from: string = freshAddress(),
): Promise<string> => {
  switch (door) {
    case 'webmail':
    case 'admin':
      return atEndpoint(run, door, user, password, from);
    case 'imaps':
      return imapSignIn(run, user, password, from).then(imapWords);
    case 'imap':
      return imapAfterStarttls(run, user, password, from).then(imapWords);
    case 'pop3s':
      return pop3SignIn(run, user, password, from).then(pop3Words);
    case 'smtps':
      return smtpSignIn(run, user, password, from).then(smtpWords);
    case 'smtp':
      return smtpAfterStarttls(run, user, password, from).then(smtpWords);
  }
};

const atEndpoint = async (run: ServerRun, door: 'webmail' | 'admin', user: string, password: string, from: string) => {
  const client = rpcClient(run, door, from);
  const { result, error } = await client.call('Session.login', { userName: user, password, application });
  if (error !== undefined) return error.data.symbol === 'AuthFailed' ? 'wrong' : `${error.data.symbol}`;
  const factor = result?.['secondFactor'] as { state: string } | undefined;
  return `in, owes ${factor?.state}`;
};

const imapWords = (answer: string): string => {
  if (/^a OK/u.test(answer)) return 'in';
  return answer.startsWith('a NO [AUTHENTICATIONFAILED]') ? 'wrong' : answer.replace(/^a NO (?:\[\w+\] )?/u, '');
};

const pop3Words = (answer: string): string => {
  const last = answer.slice(answer.lastIndexOf('\n') + 1);
  if (last.startsWith('+OK')) return 'in';
  return last.startsWith('-ERR [AUTH] Authentication failed') ? 'wrong' : last.replace(/^-ERR (?:\[\w+\] )?/u, '');
};

const smtpWords = (answer: string): string => {
  const last = answer.slice(answer.lastIndexOf('\n') + 1);
  if (last.startsWith('235')) return 'in';
  return last === '535 5.7.8 Authentication failed' ? 'wrong' : last.replace(/^535 5\.7\.8 /u, '');
};

const plain = (user: string, password: string): string => Buffer.from(`\0${user}\0${password}`).toString('base64');

const imapAfterStarttls = async (run: ServerRun, user: string, password: string, from: string): Promise<string> => {
  const client = await lineClient(run, run.ready.imap, { tls: false, from });
  await client.expect(/^\* OK[^\n]*\n/u);
  await client.say('s STARTTLS', /^s OK[^\n]*\n/mu);
  await client.startTls();
  const answer = await client.say(`a AUTHENTICATE PLAIN ${plain(user, password)}`, /^a [^\r\n]*/mu);
  client.end();
  return answer.slice(answer.lastIndexOf('a '));
};

const smtpAfterStarttls = async (run: ServerRun, user: string, password: string, from: string): Promise<string> => {
  const client = await lineClient(run, run.ready.smtp, { tls: false, from });
  await client.expect(/^220[^\n]*\n/u);
  await client.say('EHLO test', /^250 [^\n]*\n/mu);
  await client.say('STARTTLS', /^220[^\n]*\n/mu);
  await client.startTls();
  await client.say('EHLO test', /^250 [^\n]*\n/mu);
  const answer = await client.say(`AUTH PLAIN ${plain(user, password)}`, /^\d{3} [^\r\n]*/mu);
  client.end();
  return answer;
};
