import { timingSafeEqual } from 'node:crypto';
import type { Component } from '../../protocol/envelope.ts';
import { day, hour, minute } from '../clock.ts';
import type { Core } from '../core.ts';
import type { Session } from '../store/sessions.ts';
import type { User } from '../store/users.ts';

const pendingLife = 10 * minute;
const idleLife = 2 * hour;
const longestLife = day;
/** Use is written down at most this often, to spare a disk flush on every call. */
const touchInterval = minute;

/** Sessions unused for longer than this cannot be alive in any state. */
export const sessionIdleLife = idleLife;

const isAlive = (session: Session, now: number): boolean =>
  session.state === 'full'
    ? now - session.lastUsedAt < idleLife && now - session.createdAt < longestLife
    : now - session.createdAt < pendingLife;

const sameHash = (left: string, right: string): boolean =>
  left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));

/**
 * The live session a cookie and its `X-Token` stand for, with its user as stored now.
 * Undefined for a missing, wrong or expired one, or one of the other endpoint: the caller is not told which.
 */
export const findSession = (
  core: Core,
  component: Component,
  cookie: string | undefined,
  token: string | undefined,
): { readonly session: Session; readonly user: User } | undefined => {
  if (cookie === undefined || token === undefined) return undefined;
  const session = core.store.sessions.byCookieHash(core.keys.hash('session', cookie));
  if (session === undefined || session.component !== component) return undefined;
  if (!sameHash(session.tokenHash, core.keys.hash('token', token))) return undefined;
  const now = core.clock.now();
  const user = core.store.users.byId(session.userId);
  if (user === undefined || !isAlive(session, now)) {
    core.store.sessions.remove(session.id);
    return undefined;
  }
  if (now - session.lastUsedAt > touchInterval) core.store.sessions.touch(session.id, now);
  return { session, user };
};
