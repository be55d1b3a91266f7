import { builtInAdministrator, domainNamed } from './administer.ts';
import { checkLedger } from './kill-check.ts';
import { createLedger, type Ledger, newPerson, type Person } from './kill-ledger.ts';
import { lineClient } from './line-client.ts';
import { demoPassword, type RpcClient, rpcClient } from './rpc.ts';
import type { ServerRun } from './run-server.ts';
import { codeOf, stepNow } from './totp.ts';

const password = 'Correct-horse-7';
const wrongCode = '000000';

type Work = { readonly server: ServerRun; readonly ledger: Ledger; readonly round: number };

/** Notes that an answer came; without one the server ended before it answered, and `perhaps` says what that means. */
const answered = async <T>(ledger: Ledger, call: Promise<T>, perhaps?: () => void): Promise<T> => {
  try {
    const answer = await call;
    ledger.acknowledged += 1;
    return answer;
  } catch (fault) {
    ledger.interrupted += 1;
    perhaps?.();
    throw fault;
  }
};

const createdId = async (client: RpcClient, method: string, params: object): Promise<string> =>
  ((await client.ok(method, params))['result'] as { id: string }[])[0]?.id ?? '';

/** Makes domains and users, who are enrolled in rounds to come. */
const administer = async ({ server, ledger, round }: Work): Promise<void> => {
  const admin = await builtInAdministrator(server);
  const { id } = await domainNamed(admin, 'enforced.example');
  for (let count = 0; ; count += 1) {
    const name = `d${round}-${count}.test`;
    await answered(ledger, createdId(admin, 'Domains.create', { domains: [{ name }] }));
    ledger.domains.push(name);
    const loginName = `u${round}-${count}`;
    const user = { domainId: id, loginName, fullName: 'Somebody Made', password };
    await answered(ledger, createdId(admin, 'Users.create', { users: [user] }));
    const person = newPerson(`${loginName}@enforced.example`, password);
    ledger.people.set(person.address, person);
    ledger.waiting.push(person);
  }
};

const setUp = async ({ server, ledger }: Work, person: Person): Promise<RpcClient> => {
  const client = rpcClient(server);
  await client.login(person.address, person.password);
  person.secret = String((await client.ok('TwoFactor.start'))['secret']);
  const code = codeOf(person.secret, stepNow() - 1);
  person.enrolled = 'asked';
  const params = { code, recoveryEmail: 'inbox@outside.example', remember: true };
  const done = await answered(ledger, client.ok('TwoFactor.finish', params));
  person.enrolled = 'yes';
  person.usedCodes.push(code);
  person.recoveryCodes = done['recoveryCodes'] as string[];
  person.deviceCookie = client.cookies.get('TFA_CONNECT_WEBMAIL') ?? '';
  return client;
};

/** Enrols one user after the other, makes and revokes app passwords, and mistypes codes. */
const enrolEverybody = async (work: Work): Promise<void> => {
  const { ledger } = work;
  for (let person = ledger.waiting.shift(); person !== undefined; person = ledger.waiting.shift()) {
    const mine = person;
    ledger.touched.add(mine);
    const client = await setUp(work, mine);
    for (const name of ['Phone', 'Tablet', 'Laptop']) {
      const params = { name, scopes: ['imap', 'smtp'] };
      const { id, secret } = await answered(ledger, client.ok('AppPasswords.create', params));
      mine.appPasswords.push({ id: String(id), secret: String(secret), state: 'there' });
    }
    const [first] = mine.appPasswords;
    if (first === undefined) return;
    first.state = 'perhaps';
    await answered(ledger, client.ok('AppPasswords.remove', { ids: [first.id] }));
    first.state = 'revoked';
    for (let count = 1; count <= 2; count += 1) {
      const { data } = await answered(ledger, client.fails('TwoFactor.stepUp', { code: wrongCode }), () => {
        mine.perhapsWrongCodes = 1;
      });
      mine.wrongCodes = Number(data['failedAttempts']);
    }
  }
};

/** Sends mail with an app password of somebody, over and over. */
const sendMail = async ({ server, ledger, round }: Work): Promise<void> => {
  const sender = [...ledger.people.values()].find(({ appPasswords }) => appPasswords.at(-1)?.state === 'there');
  const secret = sender?.appPasswords.at(-1)?.secret;
  if (sender === undefined || secret === undefined) return;
  const smtp = await lineClient(server, server.ready.smtps, { tls: true });
  await smtp.expect(/^220[^\n]*\n/u);
  await smtp.say('EHLO test', /^250 [^\n]*\n/mu);
  const plain = Buffer.from(`\0${sender.address}\0${secret}`).toString('base64');
  await smtp.say(`AUTH PLAIN ${plain}`, /^235[^\n]*\n/mu);
  for (let count = 0; ; count += 1) {
    const subject = `Message ${round}-${count}`;
    await smtp.say(`MAIL FROM:<${sender.address}>`, /^250[^\n]*\n/mu);
    await smtp.say('RCPT TO:<inbox@outside.example>', /^250[^\n]*\n/mu);
    await smtp.say('DATA', /^354[^\n]*\n/mu);
    await answered(ledger, smtp.say(`Subject: ${subject}\r\n\r\nHello\r\n.`, /^250[^\n]*\n/mu));
    ledger.subjects.push(subject);
  }
};

/** A mixed load that keeps a ledger of what was acknowledged, and the check that the server still knows all of it. */
export const createKillLoad = () => {
  const ledger = createLedger();
  for (const address of ['ana@enforced.example', 'ben@enforced.example']) {
    const person = newPerson(address, demoPassword);
    ledger.people.set(address, person);
    ledger.waiting.push(person);
  }
  return {
    /** @returns a function that resolves when the server's end has ended the load too */
    start: (server: ServerRun, round: number): (() => Promise<void>) => {
      const work = { server, ledger, round };
      const parts = [administer(work), enrolEverybody(work), sendMail(work)].map((part) =>
        part.then(
          () => undefined,
          () => undefined,
        ),
      );
      return async () => void (await Promise.all(parts));
    },
    check: (server: ServerRun, when: string): Promise<void> => checkLedger(server, ledger, when),
    summary: () => ({
      enrolled: [...ledger.people.values()].filter(({ enrolled }) => enrolled === 'yes').length,
      acknowledged: ledger.acknowledged,
      interrupted: ledger.interrupted,
    }),
  };
};
