import type { Component } from '../../protocol/envelope.ts';
import type { Session } from '../store/sessions.ts';
import type { User } from '../store/users.ts';

/** Cookies a method wants set on its answer. */
export type AnswerCookies = {
  readonly setSession: (value: string) => void;
  readonly clearSession: () => void;
  /** @param maxAge seconds; undefined makes a cookie that ends with the browser */
  readonly setSecondFactor: (value: string, maxAge: number | undefined) => void;
  readonly clearSecondFactor: () => void;
};

/** One request to a JSON-RPC door, as far as a method may see it. */
export type Call = {
  readonly component: Component;
  readonly ip: string;
  readonly userAgent: string | undefined;
  readonly secondFactorCookie: string | undefined;
  readonly cookies: AnswerCookies;
};

/** A call whose session was found, is alive and may use the method. */
export type SessionCall = Call & { readonly session: Session; readonly user: User };

const protocolNames: Record<Component, string> = { webmail: 'HTTP/WebMail', admin: 'HTTP/WebAdmin' };

/** The endpoint's name in log lines. */
export const protocolOf = (component: Component): string => protocolNames[component];
