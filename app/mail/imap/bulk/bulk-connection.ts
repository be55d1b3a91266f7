import type { Trust } from '../../../api/certificate-trust.ts';
import type { MailAccess } from '../../../domain/mail-access.ts';
import { fail, type Result, succeed } from '../../../domain/result.ts';
import type { BulkOutcome } from './bulk-event.ts';
import { type Conversation, createConversation, type Hearer, type Status } from './conversation.ts';
import { isWorthCompressing } from './deflated.ts';
import { openSecureSocket } from './secure-socket.ts';
import { isStatus, signIn } from './sign-in.ts';

/** Milliseconds: to be connected and secure; without an answer to what was asked. */
export type BulkTimeouts = { readonly connect: number; readonly progress: number };

export const usualTimeouts: BulkTimeouts = { connect: 10_000, progress: 90_000 };

/** A connection that has signed in; one folder after the other may be read over it. */
export type BulkConnection = {
  readonly conversation: Conversation;
  /** The server's capabilities, in upper case. */
  readonly offered: ReadonlySet<string>;
  /** Who hears what the server says from now on; undefined: nobody does. */
  readonly hear: (hearer: Hearer | undefined) => void;
  /** It was open before somebody asked for it. */
  readonly isReused: boolean;
};

const capabilitiesIn = (text: string): ReadonlySet<string> => new Set(text.trim().toUpperCase().split(/\s+/u));

/** Between folders a server may tell of the last one. */
const nobody: Hearer = {
  fetched: () => true,
  expunged: () => undefined,
  exists: () => true,
  status: () => undefined,
  said: () => true,
};

/**
 * Opens a connection and signs in.
 * @param compress whether to compress where the server can; when not given: unless it is on this machine
 * @param signal breaks off the opening; an open connection is ended through its conversation
 */
export const openBulkConnection = async (
  access: MailAccess,
  trust: Trust,
  compress: boolean | undefined,
  timeouts: BulkTimeouts,
  signal: AbortSignal,
): Promise<Result<BulkConnection, BulkOutcome>> => {
  const socket = await openSecureSocket(access.imap, trust, timeouts.connect, signal);
  if (!socket.ok) return socket;
  let capabilities: string | undefined;
  let current = nobody;
  const conversation = createConversation(
    socket.value,
    {
      fetched: (data, length) => current.fetched(data, length),
      expunged: (sequence) => current.expunged(sequence),
      exists: (count) => current.exists(count),
      status: (status) => takeStatus(status),
      said: (name, rest) => {
        if (name === 'CAPABILITY') capabilities = rest;
        return current.said(name, rest);
      },
    },
    timeouts.progress,
  );
  const abort = (): void => conversation.end({ kind: 'aborted' });
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();

  const takeStatus = (status: Status): void => {
    const told = /^CAPABILITY (.*)$/iu.exec(status.code)?.[1];
    if (told !== undefined) capabilities = told;
    current.status(status);
  };
  const ask = async (command: string): Promise<Status | BulkOutcome> => {
    const answer = await conversation.command(command);
    if (isStatus(answer)) takeStatus(answer);
    return answer;
  };
  const offeredNow = async (): Promise<ReadonlySet<string> | BulkOutcome> => {
    if (capabilities === undefined) {
      const answer = await ask('CAPABILITY');
      if (!isStatus(answer)) return answer;
    }
    return capabilitiesIn(capabilities ?? '');
  };

  const enter = async (): Promise<ReadonlySet<string> | BulkOutcome> => {
    // After STARTTLS there is no second greeting, and what the first one told was not under TLS.
    if (access.imap.security === 'tls') {
      const greeting = await conversation.greeting();
      if (!isStatus(greeting)) return greeting;
      if (greeting.status === 'BYE') return { kind: 'connectionLost', cause: 'interrupted' };
      if (greeting.status !== 'OK') return { kind: 'notUnderstood', detail: 'greeting' };
      takeStatus(greeting);
    }
    const before = await offeredNow();
    if ('kind' in before) return before;
    capabilities = undefined;
    const signedIn = await signIn(conversation, access, before);
    if (!signedIn.ok) return signedIn.outcome;
    takeStatus(signedIn.status);
    const offered = await offeredNow();
    if ('kind' in offered) return offered;
    if ((compress ?? isWorthCompressing(socket.value)) && offered.has('COMPRESS=DEFLATE')) {
      const answer = await ask('COMPRESS DEFLATE');
      if (!isStatus(answer)) return answer;
      if (answer.status === 'OK') conversation.compress();
    }
    // With QRESYNC expunges are told by UID; by sequence number they only say that something is gone.
    if (offered.has('QRESYNC') && offered.has('ENABLE')) await ask('ENABLE QRESYNC');
    return offered;
  };

  const entered = await enter().catch((): BulkOutcome => ({ kind: 'notUnderstood', detail: 'fault' }));
  signal.removeEventListener('abort', abort);
  if ('kind' in entered) {
    conversation.end(entered);
    return fail(entered);
  }
  return succeed({
    conversation,
    offered: entered,
    isReused: false,
    hear: (hearer) => {
      current = hearer ?? nobody;
    },
  });
};
