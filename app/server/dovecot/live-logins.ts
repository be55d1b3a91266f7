import { readFileSync } from 'node:fs';
import type { MailConnections } from '../accounts/mail-connections.ts';
import type { MailCredential } from '../accounts/mail-sign-in.ts';
import { type Clock, minute } from '../clock.ts';
import type { Core } from '../core.ts';
import { readDovecotLine } from './log-line.ts';

/** A sign-in whose login line does not come within this time was given up by the client. */
const acceptedLife = minute;

/** Ends one of Dovecot's mail processes, after a look whether the number still belongs to one. */
const endProcess = (pid: number): void => {
  try {
    if (!/dovecot\/(?:imap|pop3)/u.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))) return;
    process.kill(pid, 'SIGTERM');
  } catch {
    // The process ended by itself meanwhile.
  }
};

export type LiveLogins = {
  readonly accepted: (session: string, credential: MailCredential, ip: string) => void;
  readonly readLine: (line: string) => void;
  /** Dovecot ended: none of its connections lives any more. */
  readonly forget: () => void;
};

/**
 * Follows Dovecot's log to know which process serves which sign-in: the password was checked under a session id, the
 * login line names the process of that session.
 */
export const createLiveLogins = (clock: Clock, connections: MailConnections, core: () => Core): LiveLogins => {
  const accepted = new Map<string, { credential: MailCredential; ip: string; at: number }>();
  const legacy = new Map<string, { userId: string; ip: string }>();
  return {
    accepted: (session, credential, ip) => {
      const now = clock.now();
      for (const [key, { at }] of accepted) if (now - at > acceptedLife) accepted.delete(key);
      accepted.set(session, { credential, ip, at: now });
    },
    readLine: (line) => {
      const event = readDovecotLine(line);
      if (event === undefined) return;
      if (event.kind === 'login') {
        const known = accepted.get(event.session);
        accepted.delete(event.session);
        if (known === undefined) {
          core().logs.warning(`Dovecot: a login of ${event.user} without a known sign-in was ended`);
          endProcess(event.pid);
          return;
        }
        const { credential, ip } = known;
        if (credential.kind === 'account-password') legacy.set(event.session, { userId: credential.userId, ip });
        const { protocol, pid, session } = event;
        connections.add({ id: session, protocol, credential, end: () => endProcess(pid) });
      } else if (event.kind === 'end') {
        connections.remove(event.session);
        legacy.delete(event.session);
      } else if (event.kind === 'program') {
        const known = legacy.get(event.session);
        if (known !== undefined) {
          core().store.legacyClients.nameProgram(known.userId, 'imap', known.ip, event.program);
        }
      } else {
        core().logs.warning(`Dovecot: ${event.text}`);
      }
    },
    forget: () => {
      accepted.clear();
      legacy.clear();
      connections.clear(['imap', 'pop3']);
    },
  };
};
