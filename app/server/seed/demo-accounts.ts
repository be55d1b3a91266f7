import { hashPassword } from '../accounts/password-hash.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { Role } from '../store/users.ts';

/** Password of every demo account. */
export const demoPassword = 'Demo-pass-1';

type DemoUser = { readonly name: string; readonly fullName: string; readonly role?: Role };

type DemoDomain = {
  readonly name: string;
  readonly enabled: boolean;
  readonly forced: boolean;
  readonly days: number;
  readonly users: readonly DemoUser[];
};

const attemptLimit = 5;

const domains: readonly DemoDomain[] = [
  {
    name: 'enforced.example',
    enabled: true,
    forced: true,
    days: 30,
    users: [
      { name: 'ana', fullName: 'Ana Moreira' },
      { name: 'ben', fullName: 'Ben Okafor' },
      { name: 'cleo', fullName: 'Cleo Lindqvist' },
      { name: 'postmaster', fullName: 'Postmaster', role: 'domainAdministrator' },
    ],
  },
  {
    name: 'optional.example',
    enabled: true,
    forced: false,
    days: 7,
    users: [
      { name: 'omar', fullName: 'Omar Haddad' },
      { name: 'olga', fullName: 'Olga Petrova' },
    ],
  },
  { name: 'session.example', enabled: true, forced: true, days: 0, users: [{ name: 'sam', fullName: 'Sam Whitaker' }] },
  { name: 'off.example', enabled: false, forced: false, days: 30, users: [{ name: 'otto', fullName: 'Otto Brandt' }] },
  {
    name: 'outside.example',
    enabled: false,
    forced: false,
    days: 30,
    users: [
      { name: 'ana.private', fullName: 'Ana Moreira' },
      { name: 'ben.private', fullName: 'Ben Okafor' },
      { name: 'inbox', fullName: 'Outside Inbox' },
    ],
  },
];

const administrator = 'admin';

/** The demo accounts as they are told to whoever tries the server. */
export const demoAddresses: readonly string[] = [
  ...domains.flatMap((domain) => domain.users.map((user) => `${user.name}@${domain.name}`)),
  administrator,
];

/** Creates the demo domains, their users and the built-in administrator, in one transaction. */
export const seedDemoAccounts = async (store: Store, clock: Clock): Promise<void> => {
  const passwords = new Map<string, string>();
  await Promise.all(demoAddresses.map(async (address) => passwords.set(address, await hashPassword(demoPassword))));
  const hashOf = (address: string): string => passwords.get(address) ?? '';
  const createdAt = clock.now();
  store.transaction(() => {
    for (const domain of domains) {
      const domainId = store.users.addDomain({
        name: domain.name,
        factorEnabled: domain.enabled,
        factorForced: domain.forced,
        enforceFrom: undefined,
        expireDays: domain.days,
        attemptLimit,
      });
      for (const user of domain.users) {
        const address = `${user.name}@${domain.name}`;
        store.users.addUser({
          domainId,
          loginName: user.name,
          address,
          fullName: user.fullName,
          passwordHash: hashOf(address),
          role: user.role ?? 'user',
          createdAt,
        });
      }
    }
    store.users.addUser({
      domainId: undefined,
      loginName: administrator,
      address: undefined,
      fullName: 'Administrator',
      passwordHash: hashOf(administrator),
      role: 'administrator',
      createdAt,
    });
  });
};
