import { timingSafeEqual } from 'node:crypto';
import type { Component } from '../../protocol/envelope.ts';
import type { SessionLife } from '../accounts/session-life.ts';
import { minute } from '../clock.ts';
import type { Core } from '../core.ts';
import type { Session } from '../store/sessions.ts';
import type { User } from '../store/users.ts';

/** Time to give the code, or to set the second factor up. */
export const pendingLife = 10 * minute;
/** Use is written down at most this often, to spare a disk flush on every call; oftener where sessions are short. */
const longestTouchInterval = minute;
const touchesAnIdleLife = 10;

const isAlive = (session: Session, life: SessionLife, now: number): boolean =>
  session.state === 'full'
    ? now - session.lastUsedAt < life.idle && now - session.createdAt < life.longest
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
  if (user === undefined || !isAlive(session, core.sessionLife, now)) {
    core.store.sessions.remove(session.id);
    return undefined;
  }
  const touchInterval = Math.min(longestTouchInterval, core.sessionLife.idle / touchesAnIdleLife);
  if (now - session.lastUsedAt > touchInterval) core.store.sessions.touch(session.id, now);
  return { session, user };
};
