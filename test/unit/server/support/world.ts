import { expect } from 'vitest';
import { day, hour, minute, second } from '../../../../app/server/clock.ts';
import { codeOfStep } from '../../../../app/server/second-factor/totp.ts';
import { type DoorClient, type DoorReply, doorClient } from './door.ts';
import { createFixture } from './fixture.ts';
import {
  freshSteps,
  isAlive,
  type ModelSession,
  type ModelUser,
  newModelUser,
  stepOfCode,
  trustedDevice,
} from './model.ts';
import { clients } from './operations.ts';

export const attemptLimit = 5;
const rememberedDays = 30;
const proofLife = 10 * minute;
const sessionDeviceLife = 12 * hour;
export const password = 'Correct-horse-1';

/** The server's door, and beside it what an outsider knows who sees every answer. */
export const createWorld = async (passwordHash: string, tally: Map<string, number>) => {
  const fixture = await createFixture({ passwordHash });
  const { clock, core } = fixture;
  const users: ModelUser[] = ['a.example', 'b.example'].map((name, index) => {
    const loginName = index === 0 ? 'ana' : 'ben';
    const id = fixture.addUser(loginName, { name, expireDays: index === 0 ? rememberedDays : 0, attemptLimit });
    return newModelUser(`${loginName}@${name}`, id, 'enforced', password);
  });
  const doors = Array.from({ length: clients }, () => doorClient(fixture));
  /** Living sessions by their cookie. */
  const sessions = new Map<string, ModelSession>();
  /** Everything a thief could have kept. */
  const past: { sessions: { cookie: string; token: string }[]; devices: string[] } = { sessions: [], devices: [] };
  const shown = new Set<string>();
  const usedCodes: string[] = ['000000'];
  let knocks = 0;

  /** An address of its own for each knock: guessing has tests of its own. */
  const ip = () => {
    knocks += 1;
    return `198.51.${Math.floor(knocks / 250)}.${knocks % 250}`;
  };
  const now = () => clock.now();
  const never = (secret: unknown) => {
    expect(typeof secret).toBe('string');
    expect(shown.has(String(secret)), 'a secret was given out twice').toBe(false);
    shown.add(String(secret));
  };
  const count = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);
  const sessionOf = (client: DoorClient) => sessions.get(client.session ?? '');
  const endSessions = (user: ModelUser, which: (session: ModelSession) => boolean = () => true) => {
    for (const [cookie, session] of sessions) if (session.user === user && which(session)) sessions.delete(cookie);
  };
  const isSliding = (user: ModelUser) => user.address.endsWith('b.example');
  const lifeOf = (user: ModelUser) => (isSliding(user) ? sessionDeviceLife : rememberedDays * day);
  /** Devices are gone, and what is bound to them. */
  const forgetDevices = (user: ModelUser) => {
    user.appPasswords = user.appPasswords.filter(({ device }) => device === undefined);
    user.devices.clear();
    for (const session of sessions.values()) if (session.user === user) session.device = undefined;
  };
  /** A trusted device was used; its cookie when it is one. */
  const touchDevice = (user: ModelUser, cookie: string | undefined): string | undefined => {
    if (!trustedDevice(user, cookie, now()) || cookie === undefined) return undefined;
    if (isSliding(user)) user.devices.set(cookie, { expiresAt: now() + sessionDeviceLife });
    return cookie;
  };
  const endsWithSession = ({ user, device }: ModelSession) => device === undefined || isSliding(user);
  const wipe = (user: ModelUser) => {
    user.secret = undefined;
    user.recoveryCodes = new Set();
    forgetDevices(user);
    user.appPasswords = [];
    user.wrongCodes = 0;
    user.nextCodeAt = 0;
    for (const session of sessions.values()) {
      if (session.user !== user) continue;
      session.freshUntil = 0;
      session.device = undefined;
    }
  };

  /** A code by kind: fresh ones of the secret, one given before, a wrong one. */
  const codeOf = (user: ModelUser, secret: Uint8Array<ArrayBuffer> | undefined, choice: number): string => {
    const [step] = choice < 8 && secret !== undefined ? freshSteps(user, now()) : [];
    if (step !== undefined && secret !== undefined) return codeOfStep(secret, step);
    return choice % 2 === 0 ? (usedCodes.at(-1) ?? '000000') : '000001';
  };

  /** What every answer to a code must keep to; true when it was taken. */
  const judgeCode = (
    session: ModelSession | undefined,
    secret: Uint8Array<ArrayBuffer> | undefined,
    code: string,
    reply: DoorReply,
    recoveryCodes: boolean,
  ): session is ModelSession => {
    if (session === undefined) {
      expect(reply.result, 'a code was taken without a session').toBeUndefined();
      return false;
    }
    const { user } = session;
    const step = stepOfCode(user, secret, code, now());
    const symbol = reply.error?.data.symbol;
    if (reply.result !== undefined) {
      expect(user.disabled, 'a code was taken for a disabled account').toBe(false);
      expect(user.nextCodeAt, 'a code was taken during the wait').toBeLessThanOrEqual(now());
      if (step !== undefined) {
        user.usedSteps.add(step);
        usedCodes.push(code);
      } else {
        expect(recoveryCodes && user.recoveryCodes.delete(code), 'a code was taken that is none').toBe(true);
        count('recovery code taken');
      }
      user.wrongCodes = 0;
      user.nextCodeAt = 0;
      return true;
    }
    if (symbol === 'TFAAInvalidTokenError') {
      user.wrongCodes += 1;
      expect(reply.error?.data).toMatchObject({
        failedAttempts: user.wrongCodes,
        attemptsLeft: attemptLimit - user.wrongCodes,
      });
      expect(step, 'a right code was called wrong').toBeUndefined();
      const wait = [0, 0, 0, 5, 15, 30][user.wrongCodes] ?? 60;
      user.nextCodeAt = wait === 0 ? 0 : now() + wait * second;
      if (user.wrongCodes < attemptLimit) return false;
      count('disabled');
      user.disabled = true;
      endSessions(user, ({ state }) => state === 'full');
      forgetDevices(user);
      user.appPasswords = user.appPasswords.filter(({ session: bound }) => bound === undefined);
    } else if (symbol === 'TryLater') {
      expect(user.nextCodeAt, 'a wait nobody ordered').toBeGreaterThan(now());
    } else if (symbol === 'AccountDisabled') {
      expect(user.disabled).toBe(true);
    }
    return false;
  };

  /** A session that has a device gets that one renewed, with a new cookie. */
  const takeDevice = (session: ModelSession, client: DoorClient) => {
    const cookie = client.givenDevice;
    if (cookie === undefined) return;
    never(cookie);
    past.devices.push(cookie);
    const { user, device: before } = session;
    if (before !== undefined) {
      user.devices.delete(before);
      const moved = user.appPasswords.map((each) => (each.device === before ? { ...each, device: cookie } : each));
      user.appPasswords = moved;
      for (const other of sessions.values()) if (other.device === before) other.device = cookie;
    }
    user.devices.set(cookie, { expiresAt: now() + lifeOf(user) });
    session.device = cookie;
  };

  /** A call that only a full, living session may make; its session when it succeeded. */
  const full = async (
    client: DoorClient,
    method: string,
    params: object,
  ): Promise<{ readonly reply: DoorReply; readonly session: ModelSession } | undefined> => {
    const session = sessionOf(client);
    const reply = await client.call(method, params, ip());
    if (reply.result === undefined) return undefined;
    if (session === undefined) throw new Error(`${method} worked without a session`);
    expect(isAlive(session, now()), `${method} worked in a session that is over`).toBe(true);
    expect(session.state, `${method} worked in a session that still owes a code`).toBe('full');
    expect(session.user.disabled, `${method} worked for a disabled account`).toBe(false);
    session.lastUsedAt = now();
    return { reply, session };
  };

  /** Notes that a code made the session full and its proof fresh. */
  const proven = (session: ModelSession, client: DoorClient) => {
    expect(isAlive(session, now()), 'a code was taken in a session that is over').toBe(true);
    session.state = 'full';
    session.lastUsedAt = now();
    session.freshUntil = now() + proofLife;
    takeDevice(session, client);
  };

  return {
    fixture,
    core,
    clock,
    users,
    doors,
    sessions,
    sessionOf,
    past,
    shown,
    now,
    ip,
    never,
    count,
    endSessions,
    forgetDevices,
    touchDevice,
    endsWithSession,
    wipe,
    codeOf,
    judgeCode,
    full,
    proven,
  };
};

export type World = Awaited<ReturnType<typeof createWorld>>;
