import type { GuessLimit } from './accounts/guess-limit.ts';
import type { KeyedQueue } from './accounts/keyed-queue.ts';
import { administratorPolicy, domainPolicy, type EffectivePolicy } from './accounts/policy.ts';
import type { SessionLife } from './accounts/session-life.ts';
import type { ProfileOffers } from './app-passwords/profile-offers.ts';
import type { Clock } from './clock.ts';
import type { ServerLogs } from './logs/server-logs.ts';
import type { CredentialStore } from './second-factor/credential-store.ts';
import type { ServerKeys } from './store/server-keys.ts';
import type { Store } from './store/store.ts';
import type { User } from './store/users.ts';

/** What every part of the server's own logic works with. Nothing here knows HTTP, Dovecot or SMTP. */
export type Core = {
  readonly clock: Clock;
  readonly store: Store;
  readonly keys: ServerKeys;
  readonly logs: ServerLogs;
  readonly credentials: CredentialStore;
  readonly guessLimit: GuessLimit;
  /** One change of the second factor at a time for each user. */
  readonly inTurn: KeyedQueue;
  readonly minimumClientVersion: string;
  readonly sessionLife: SessionLife;
  readonly profileOffers: ProfileOffers;
  /** Called after any change that can end a right to mail: live connections are looked through at once. */
  readonly rightsChanged: () => void;
  /** Sends one message from the server to any address; false when it could not be handed on. */
  readonly sendMail: (to: string, subject: string, text: string, fromDomain: string, html?: string) => Promise<boolean>;
  /** Called after a notice was stored; absent where nothing can be sent now. */
  readonly noticesAdded?: () => void;
  /** Where the log files lie; absent where nothing is written to files. */
  readonly logFolder?: string;
};

/** The policy that holds for this user now. */
export const policyOf = (core: Pick<Core, 'clock' | 'store'>, user: User): EffectivePolicy =>
  user.domain === undefined
    ? administratorPolicy(core.store.users.someDomainHasFactorEnabled())
    : domainPolicy(user.domain, core.clock.now());
