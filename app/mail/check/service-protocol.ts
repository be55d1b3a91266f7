import type { ServiceResult } from '../../domain/mail-check.ts';
import type { Lines } from './lines.ts';

export type Credential = { readonly user: string; readonly secret: string };

/** What a service says and wants to hear between greeting and sign-in. */
export type ServiceProtocol = {
  readonly greets: (lines: Lines) => Promise<boolean>;
  /** Asks for TLS; true when the server agrees. */
  readonly startTls: (lines: Lines) => Promise<boolean>;
  readonly signIn: (lines: Lines, credential: Credential) => Promise<ServiceResult>;
};

/** Lines before the one that is waited for; a server that says more is none of this kind. */
export const mostLines = 100;
const longestReason = 200;

/** One line of the server's words, without what is meant for programs. */
export const reasonIn = (text: string): string =>
  text
    .replace(/^\[[^\]]*\]\s*/u, '')
    .replace(/^\d\.\d{1,3}\.\d{1,3} /u, '')
    .slice(0, longestReason);

export const plainAnswer = ({ user, secret }: Credential): string =>
  Buffer.from(`\u0000${user}\u0000${secret}`).toString('base64');

export const gone: ServiceResult = { state: 'unreachable', cause: 'interrupted' };
