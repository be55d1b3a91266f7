import fc from 'fast-check';

export const kinds = [
  'login',
  'loginWrong',
  'logout',
  'start',
  'finish',
  'verify',
  'guess',
  'stepUp',
  'remove',
  'requestRecovery',
  'recover',
  'newRecoveryCodes',
  'createAppPassword',
  'removeAppPasswords',
  'getAppPasswords',
  'removeDevices',
  'resume',
  'whoAmI',
  'setPassword',
  'mailByAppPassword',
  'mailByPassword',
  'policy',
  'enable',
  'wait',
  'waitLong',
] as const;
export type Kind = (typeof kinds)[number];

/** One call of one client about one user; `choice` settles what the kind leaves open. */
export type Operation = {
  readonly kind: Kind;
  readonly user: number;
  readonly client: number;
  readonly choice: number;
};

export const users = 2;
export const clients = 3;
export const choices = 12;

/** Calls of one client in an order that can get somewhere; single ones come between and break it up. */
const scripts: readonly (readonly Kind[])[] = [
  ['login', 'start', 'finish'],
  ['login', 'start', 'finish', 'createAppPassword', 'mailByAppPassword'],
  ['login', 'verify'],
  ['wait', 'login', 'verify', 'createAppPassword', 'mailByAppPassword'],
  ['login', 'stepUp', 'createAppPassword', 'mailByAppPassword'],
  ['login', 'requestRecovery', 'recover'],
  ['login', 'start', 'finish', 'createAppPassword', 'requestRecovery', 'recover', 'mailByAppPassword'],
  ['login', 'verify', 'login', 'verify', 'setPassword', 'resume', 'whoAmI', 'resume', 'whoAmI', 'resume', 'whoAmI'],
  ['resume', 'whoAmI', 'createAppPassword'],
  ['login', 'start', 'finish', 'login', 'logout'],
  [
    'login',
    'guess',
    'guess',
    'guess',
    'waitLong',
    'guess',
    'waitLong',
    'login',
    'guess',
    'verify',
    'login',
    'enable',
    'login',
  ],
  ['enable', 'waitLong', 'login', 'verify', 'removeDevices'],
  ['policy', 'login', 'stepUp', 'wait', 'remove'],
  ['login', 'start', 'finish', 'policy', 'wait', 'remove', 'mailByPassword'],
];

const sequence: fc.Arbitrary<readonly Kind[]> = fc.oneof(
  fc.constantFrom(...scripts),
  fc.constantFrom(...kinds).map((kind): readonly Kind[] => [kind]),
);
const longest = Math.max(...scripts.map(({ length }) => length));

const script: fc.Arbitrary<Operation[]> = fc
  .record({
    sequence,
    user: fc.nat(users - 1),
    client: fc.nat(clients - 1),
    chosen: fc.array(fc.nat(choices - 1), { minLength: longest, maxLength: longest }),
  })
  .map(({ sequence: order, user, client, chosen }) =>
    order.map((kind, index) => ({ kind, user, client, choice: chosen[index] ?? 0 })),
  );

/** Days in the life of two users and three clients, in any order. */
export const operations: fc.Arbitrary<Operation[]> = fc
  .array(script, { minLength: 5, maxLength: 25 })
  .map((scriptsInOrder) => scriptsInOrder.flat());
