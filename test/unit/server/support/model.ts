import { day, hour, minute } from '../../../../app/server/clock.ts';
import { codeOfStep, stepAt } from '../../../../app/server/second-factor/totp.ts';

export type Policy = 'off' | 'optional' | 'enforced';

export type ModelSession = {
  user: ModelUser;
  state: 'full' | 'code' | 'setup';
  createdAt: number;
  lastUsedAt: number;
  freshUntil: number;
  /** Secret of a set-up under way. */
  pending: Uint8Array<ArrayBuffer> | undefined;
  device: string | undefined;
};

export type ModelAppPassword = {
  readonly secret: string;
  /** Cookie of the device it ends with. */
  readonly device: string | undefined;
  /** The session it ends with. */
  readonly session: ModelSession | undefined;
};

/** What may be, as an outsider writes it down who sees every answer: no row and no function of the server's. */
export type ModelUser = {
  readonly address: string;
  readonly id: string;
  policy: Policy;
  password: string;
  secret: Uint8Array<ArrayBuffer> | undefined;
  readonly usedSteps: Set<number>;
  recoveryCodes: Set<string>;
  readonly devices: Map<string, { readonly expiresAt: number }>;
  appPasswords: ModelAppPassword[];
  wrongCodes: number;
  nextCodeAt: number;
  disabled: boolean;
};

export const newModelUser = (address: string, id: string, policy: Policy, password: string): ModelUser => ({
  address,
  id,
  policy,
  password,
  secret: undefined,
  usedSteps: new Set(),
  recoveryCodes: new Set(),
  devices: new Map(),
  appPasswords: [],
  wrongCodes: 0,
  nextCodeAt: 0,
  disabled: false,
});

/** Steps whose codes the user may give now: those around now, never given before. */
export const freshSteps = (user: ModelUser, now: number): number[] =>
  [-1, 0, 1].map((offset) => stepAt(now) + offset).filter((step) => !user.usedSteps.has(step));

/** The unused step a code belongs to, if any. */
export const stepOfCode = (
  user: ModelUser,
  secret: Uint8Array<ArrayBuffer> | undefined,
  code: string,
  now: number,
): number | undefined =>
  secret === undefined ? undefined : freshSteps(user, now).find((step) => codeOfStep(secret, step) === code);

export const isAlive = (session: ModelSession, now: number): boolean =>
  session.state === 'full'
    ? now - session.lastUsedAt < 2 * hour + minute && now - session.createdAt < day
    : now - session.createdAt < 10 * minute;

export const trustedDevice = (user: ModelUser, cookie: string | undefined, now: number): boolean =>
  cookie !== undefined && (user.devices.get(cookie)?.expiresAt ?? 0) > now;

/** Why a session may be full right after the password alone was given. */
export const passwordIsEnough = (user: ModelUser, cookie: string | undefined, now: number): boolean =>
  user.policy === 'off' ||
  (user.policy === 'optional' && user.secret === undefined) ||
  (user.secret !== undefined && trustedDevice(user, cookie, now));
