import { mkdirSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashPassword } from '../../app/server/accounts/password-hash.ts';
import { openDatabase } from '../../app/server/store/database.ts';
import { loadServerKeys } from '../../app/server/store/server-keys.ts';
import { createStore, type Store } from '../../app/server/store/store.ts';
import { builtInAdministrator } from '../integration/support/administer.ts';
import { demoPassword } from '../integration/support/rpc.ts';
import { runServer, type ServerRun, temporaryData } from '../integration/support/run-server.ts';
import { describeSeries, type Series, timed } from './series.ts';

const userCount = 100_000;
const rounds = 5;
const pageSize = 50;

const firstNames = ['Ana', 'Ben', 'Cleo', 'Dora', 'Émile', 'Farid', 'Greta', 'Hugo', 'Ines', 'Jörg'];
const lastNames = ['Moreira', 'Okafor', 'Lindqvist', 'Østergaard', 'Haddad', 'Petrova', 'Whitaker', 'Brandt', 'Nguyen'];
const anHour = 3_600_000;

const fill = (store: Store, passwordHash: string): void =>
  store.transaction(() => {
    const domains = Array.from({ length: 5 }, (_, index) =>
      store.users.addDomain({
        name: `site${index}.example`,
        factorEnabled: true,
        factorForced: true,
        enforceFrom: undefined,
        expireDays: 30,
        attemptLimit: 5,
      }),
    );
    for (let index = 0; index < userCount; index += 1) {
      // Nine of ten in one domain: the hardest case for a filter by domain.
      const domain = index % 10 === 0 ? 1 + (index % 4) : 0;
      const loginName = `user${(index * 7919) % userCount}`;
      const id = store.users.addUser({
        domainId: domains[domain],
        loginName,
        address: `${loginName}@site${domain}.example`,
        fullName: `${firstNames[index % 10]} ${lastNames[Math.floor(index / 10) % 9]} ${index % 977}`,
        passwordHash,
        role: 'user',
        createdAt: 0,
      });
      if (index % 3 !== 0) store.users.setSignedIn(id, Date.now() - (index % 5000) * anHour);
      if (index % 50 === 0) store.users.setDisabled(id, 'administrator');
      if (index % 7 === 0) store.users.setWrongCodes(id, index % 5, 0);
      if (index % 2 === 0) continue;
      store.secondFactors.putFactor(id, {
        sealedSecret: new Uint8Array(48),
        enrolledAt: 0,
        recoveryEmail: 'a@b.example',
      });
      for (let count = 0; count < index % 4; count += 1) {
        store.appPasswords.add({
          userId: id,
          name: `Program ${count}`,
          scopes: ['imap'],
          createdAt: 0,
          expiresAt: undefined,
          deviceId: undefined,
          sessionId: undefined,
          secretHash: `${index} ${count}`,
        });
      }
    }
    store.users.addUser({
      domainId: undefined,
      loginName: 'admin',
      address: undefined,
      fullName: 'Administrator',
      passwordHash,
      role: 'administrator',
      createdAt: 0,
    });
  });

/** A data folder as a server would have left it. */
const prepare = async (folder: string): Promise<void> => {
  const state = join(folder, 'state');
  mkdirSync(state, { mode: 0o700 });
  const keys = loadServerKeys(join(folder, 'keys'), true);
  const database = openDatabase(join(state, 'server.db'));
  if (!keys.ok || !database.ok) throw new Error('the data folder could not be made');
  const store = createStore(database.value);
  fill(store, await hashPassword(demoPassword));
  store.close();
};

const sortColumns = [
  'address',
  'fullName',
  'loginName',
  'domainName',
  'isEnabled',
  'isEnrolled',
  'secondFactorFailures',
  'lastSignIn',
  'appPasswordCount',
];
const like = (fieldName: string, value: string) => ({ fieldName, comparator: 'Like', value });
const filters = [
  [],
  [{ fieldName: 'isEnabled', comparator: 'Eq', value: true }],
  [like('QUICKSEARCH', 'mile')],
  [like('QUICKSEARCH', 'user99')],
  [{ fieldName: 'domainName', comparator: 'Eq', value: 'site3.example' }],
  [
    { fieldName: 'isEnrolled', comparator: 'Eq', value: true },
    { fieldName: 'appPasswordCount', comparator: 'GreaterEq', value: 1 },
    { fieldName: 'lastSignIn', comparator: 'GreaterThan', value: '2020-01-01' },
    like('domainName', 'site0%'),
  ],
];

/** Every sort column and direction with every filter, each at a page somewhere in the list. */
const queries = () =>
  sortColumns.flatMap((columnName) =>
    ['Asc', 'Desc'].flatMap((direction) =>
      filters.map((conditions, index) => ({
        start: (index * 9973 + columnName.length * 4421) % 48_000,
        limit: pageSize,
        orderBy: [{ columnName, direction }],
        conditions,
      })),
    ),
  );

/** Calls over one kept connection, as a program in use would make them. */
const caller = async (run: ServerRun) => {
  const client = await builtInAdministrator(run);
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: run.ca });
  const headers = {
    'Content-Type': 'application/json-rpc',
    Cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    'X-Token': client.token ?? '',
  };
  const call = (method: string, params: unknown): Promise<{ list: unknown[]; totalItems: number }> =>
    new Promise((resolve, reject) => {
      const sent = request(`${run.ready.admin}/admin/api/jsonrpc/`, { method: 'POST', agent, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as { result?: never; error?: unknown };
          if (body.result === undefined) reject(new Error(JSON.stringify(body.error)));
          else resolve(body.result);
        });
      });
      sent.on('error', reject);
      sent.end(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
    });
  return { call, end: () => agent.destroy() };
};

/** What administration of a large site takes, over HTTPS, in milliseconds. */
export const measureAdministration = async (): Promise<Series[]> => {
  const data = temporaryData();
  let run: ServerRun | undefined;
  try {
    await prepare(data.path);
    run = await runServer(data.path);
    const { call, end } = await caller(run);
    const pages: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      for (const query of queries()) {
        const spent = await timed(() => call('Users.get', { query }));
        // The first round fills the caches of the machine.
        if (round > 0) pages.push(spent);
      }
    }
    const whole = await timed(async () => {
      const { list } = await call('Users.get', { query: { limit: -1 } });
      if (list.length !== userCount) throw new Error(`The whole list has ${list.length} users.`);
    });
    const domains: number[] = [];
    for (let round = 0; round < 20; round += 1) domains.push(await timed(() => call('Domains.get', { query: {} })));
    end();
    const among = `of ${userCount.toLocaleString('en')} users`;
    return [
      { name: `Users.get, a page of ${pageSize} ${among}`, unit: 'ms', values: pages },
      { name: `Users.get, all ${among}`, unit: 'ms', values: [whole] },
      { name: `Domains.get, 5 domains with counts ${among}`, unit: 'ms', values: domains },
    ];
  } finally {
    await run?.end();
    data.remove();
  }
};

/** One line, with the value that one in a hundred exceeds. */
export const describeWithTail = (series: Series): string => {
  const sorted = [...series.values].sort((left, right) => left - right);
  const tail = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
  return `${describeSeries(series)}  p99 ${tail.toFixed(1)} ms`;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const series of await measureAdministration()) console.log(describeWithTail(series));
}
