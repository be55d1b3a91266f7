import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoginFlow } from '../../app/auth/login-flow.ts';
import type { Gate } from '../../app/contract/gate.ts';
import { builtInAdministrator, domainNamed } from './support/administer.ts';
import { type Authenticator, authenticator } from './support/authenticator.ts';
import { type Break, openBreakingDoor } from './support/breaking-door.ts';
import { computer } from './support/computer.ts';
import { enrol } from './support/enrol.ts';
import { demoPassword } from './support/rpc.ts';
import { runServer, type ServerRun, temporaryData } from './support/run-server.ts';

const domain = 'enforced.example';
const people = 60;

let run: ServerRun;
let door: Awaited<ReturnType<typeof openBreakingDoor>>;
let nextPerson = 0;
const data = temporaryData();

const ports = (): string[] =>
  (['webmail', 'admin'] as const).map((name) => `--${name}-port=${new URL(run.ready[name]).port}`);

beforeAll(async () => {
  run = await runServer(data.path, ['--seed', 'demo']);
  const administrator = await builtInAdministrator(run);
  const { id: domainId } = await domainNamed(administrator, domain);
  const users = Array.from({ length: people }, (_, at) => ({
    domainId,
    loginName: `person${at}`,
    fullName: `Person ${at}`,
    password: demoPassword,
    role: 'user',
  }));
  expect(await administrator.ok('Users.create', { users })).toMatchObject({ errors: [] });
  door = await openBreakingDoor(() => ({ url: run.ready.webmail, ca: run.ca }));
});
afterAll(async () => {
  door.close();
  await run.end();
  data.remove();
});

const newPerson = (): string => {
  nextPerson += 1;
  return `person${nextPerson - 1}@${domain}`;
};

/** A person who does what the window asks for until the mailbox is open; answers the authenticator that is linked then. */
const persevere = async (
  flow: LoginFlow,
  address: string,
  known?: Authenticator,
): Promise<{ readonly phone: Authenticator | undefined; readonly steps: readonly Gate['step'][] }> => {
  let phone = known;
  const steps: Gate['step'][] = [];
  for (let acts = 0; acts < 40; acts += 1) {
    const gate = flow.gate();
    steps.push(gate.step);
    switch (gate.step) {
      case 'mailbox':
        return { phone, steps };
      case 'signIn':
        await flow.act(
          gate.probe.state === 'found'
            ? { type: 'signIn', address, password: demoPassword, stay: true }
            : { type: 'findServer', address, serverUrl: '' },
        );
        break;
      case 'code':
        await flow.act({ type: 'verify', code: (await phone?.next()) ?? '', remember: true });
        break;
      case 'setUp':
        if (gate.stage === 'recovery') {
          await flow.act({ type: 'chooseRecovery', recoveryEmail: 'inbox@outside.example' });
        } else if (gate.stage === 'link') {
          const secret = gate.key?.secret ?? '';
          if (phone?.secret !== secret) phone = authenticator(secret, phone?.given);
          await flow.act({ type: 'linked' });
        } else await flow.act({ type: 'finish', code: (await phone?.next()) ?? '', remember: true });
        break;
      case 'setUpDone':
        await flow.act({ type: 'openMailbox' });
        break;
      default:
        throw new Error(`nobody can go on from ${gate.step}: ${steps.join(', ')}`);
    }
  }
  throw new Error(`no mailbox after ${steps.join(', ')}: ${JSON.stringify(flow.gate())}`);
};

const newFlow = async () => {
  const pc = computer(() => ({ serverUrl: door.url, authorities: [door.authority] }));
  const flow = pc.start();
  await flow.begin();
  return { pc, flow };
};

/** Signs in with a break at one request, and checks that the next tries come through. */
const breakAndGoOn = async (at: number, how: Break, meanwhile?: () => Promise<void>): Promise<void> => {
  const address = newPerson();
  const { pc, flow } = await newFlow();
  door.breakAt(at, how, meanwhile);
  await persevere(flow, address);
  expect(door.broken()).toBe(1);
  expect(flow.gate()).toMatchObject({ step: 'mailbox', address, kept: 'keychain' });
  expect(pc.keychain.get(address)?.mail.kind).toBe('appPassword');
  expect(pc.opened).toHaveLength(1);
  await flow.end();

  // Somebody else: each time step gives one person one code, and waiting for the next takes half a minute.
  const enrolled = newPerson();
  const { authenticator: phone } = await enrol(run, enrolled);
  const other = await newFlow();
  door.breakAt(at, how, meanwhile);
  await persevere(other.flow, enrolled, phone);
  expect(door.broken()).toBe(1);
  expect(other.pc.opened).toHaveLength(1);
  await other.flow.end();
};

describe('a sign-in that breaks off at any request', () => {
  it('has these requests: to the set-up and through it, and with a code', async () => {
    const address = newPerson();
    const { flow } = await newFlow();
    door.watch();
    const { phone } = await persevere(flow, address);
    const first = door.methods();
    expect(first.slice(0, 4)).toEqual([
      'Version.getApiVersion',
      'Session.login',
      'TwoFactor.start',
      'TwoFactor.finish',
    ]);
    expect([...first.slice(4)].sort()).toEqual([
      'AppPasswords.create',
      'Session.whoAmI',
      'TwoFactor.getStatus',
      'settings',
    ]);
    const other = await newFlow();
    door.watch();
    await persevere(other.flow, address, phone);
    expect(door.methods().slice(0, 3)).toEqual(['Version.getApiVersion', 'Session.login', 'TwoFactor.verify']);
    expect([...door.methods().slice(3)].sort()).toEqual([
      ...['AppPasswords.create', 'AppPasswords.create'],
      ...['Session.whoAmI', 'TwoFactor.getStatus', 'settings'],
    ]);
    await Promise.all([flow.end(), other.flow.end()]);
  });

  it.each([0, 1, 2, 3, 4, 5, 6])(
    'is finished by the next try after request %i was cut before it arrived',
    async (at) => {
      await breakAndGoOn(at, 'before');
    },
    120_000,
  );

  it.each([0, 1, 2, 3, 4, 5, 6])(
    'is finished by the next try after the answer to request %i was lost',
    async (at) => {
      await breakAndGoOn(at, 'after');
    },
    120_000,
  );

  it.each([1, 2, 3, 6])(
    'is finished by the next try after the server was killed at request %i',
    async (at) => {
      await breakAndGoOn(at, 'before', async () => {
        await run.end('SIGKILL');
        run = await runServer(data.path, ports());
      });
    },
    180_000,
  );
});
