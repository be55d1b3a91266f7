import { Readable } from 'node:stream';
import SmtpConnection from 'nodemailer/lib/smtp-connection';
import type { Trust } from '../../api/certificate-trust.ts';
import type { MailAccess } from '../../domain/mail-access.ts';
import { tlsOptions } from '../imap/connection-options.ts';

export type RefusedRecipient = {
  readonly address: string;
  /** SMTP reply code; 0 when there was none. */
  readonly code: number;
  readonly reason: string;
  /** Worth another try later (4xx). */
  readonly temporary: boolean;
};

/** What became of one attempt to send. `reason` is always the server's, or the network's, own words. */
export type SendOutcome =
  /** The server took it, for all recipients but those named. */
  | {
      readonly kind: 'sent';
      readonly response: string;
      readonly refused: readonly RefusedRecipient[];
      /** Message-ID the server put in place of ours, without brackets. */
      readonly serverMessageId: string | undefined;
    }
  | {
      readonly kind: 'refused';
      readonly code: number;
      readonly reason: string;
      readonly recipients: readonly RefusedRecipient[];
    }
  /** Surely not sent; the same may succeed later. */
  | {
      readonly kind: 'temporary';
      readonly cause: 'server' | 'network' | 'tls';
      readonly code: number;
      readonly reason: string;
      readonly recipients: readonly RefusedRecipient[];
    }
  /** The connection broke when the message was with the server and its answer was not: it may have been sent. */
  | { readonly kind: 'unknown'; readonly reason: string }
  /** Nothing was sent, and nothing should be tried before a person gave another credential. */
  | { readonly kind: 'authRefused'; readonly reason: string };

export type Envelope = { readonly from: string; readonly to: readonly string[]; readonly size: number };

export type SmtpTiming = {
  readonly connectionTimeout: number;
  readonly greetingTimeout: number;
  /** Silence in the middle of a session. Servers may take minutes to check a message (RFC 5321 section 4.5.3.2.6). */
  readonly socketTimeout: number;
};

const usualTiming: SmtpTiming = { connectionTimeout: 15_000, greetingTimeout: 30_000, socketTimeout: 10 * 60_000 };

type SmtpError = Error & {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
  readonly recipient?: string;
  readonly rejectedErrors?: readonly SmtpError[];
};

/** One line of the server's words, without its codes. */
const wordsOf = ({ response, message }: SmtpError): string =>
  (typeof response === 'string' && response !== '' ? response : message)
    .split(/\r?\n/u)
    .map((line) => line.replace(/^\d{3}[ -]/u, '').replace(/^\d\.\d{1,3}\.\d{1,3} /u, ''))
    .join(' ')
    .slice(0, 500);

const refusedOf = (errors: readonly SmtpError[] | undefined): RefusedRecipient[] =>
  (errors ?? []).map((error) => ({
    address: error.recipient ?? '',
    code: error.responseCode ?? 0,
    reason: wordsOf(error),
    temporary: (error.responseCode ?? 0) < 500,
  }));

const judge = (error: SmtpError, given: boolean): SendOutcome => {
  const { code = '', responseCode = 0 } = error;
  const reason = wordsOf(error);
  const recipients = refusedOf(error.rejectedErrors);
  // A reply to the message itself is the server's last word, however the connection ended afterwards.
  const replied = code === 'EMESSAGE' && responseCode > 0;
  if (given && !replied) return { kind: 'unknown', reason };
  if (code === 'EAUTH' || code === 'ENOAUTH') {
    return responseCode >= 400 && responseCode < 500
      ? { kind: 'temporary', cause: 'server', code: responseCode, reason, recipients }
      : { kind: 'authRefused', reason };
  }
  // All recipients at once are refused for good only when each of them is.
  const forNow = recipients.length > 0 && recipients.some(({ temporary }) => temporary);
  if (responseCode >= 500 && !forNow) return { kind: 'refused', code: responseCode, reason, recipients };
  const tooLarge = code === 'EMESSAGE' && responseCode === 0;
  if (tooLarge || code === 'EENVELOPE') {
    if (responseCode === 0) return { kind: 'refused', code: tooLarge ? 552 : 553, reason, recipients };
  }
  const cause =
    code === 'ETLS' || /certificate|self.signed/iu.test(reason) ? 'tls' : responseCode > 0 ? 'server' : 'network';
  return { kind: 'temporary', cause, code: responseCode, reason, recipients };
};

/**
 * Sends one message over a connection of its own. TLS is required, and the server trusted, exactly as for reading.
 * @param open gives the message's bytes from the beginning
 */
export const sendMessage = (
  access: MailAccess,
  trust: Trust,
  envelope: Envelope,
  open: () => Iterable<Uint8Array>,
  timing: SmtpTiming = usualTiming,
): Promise<SendOutcome> => {
  const { smtp } = access;
  if (smtp === undefined) {
    return Promise.resolve({ kind: 'refused', code: 0, reason: 'No server for sending is known', recipients: [] });
  }
  return new Promise((resolve) => {
    let given = false;
    let settled = false;
    const connection = new SmtpConnection({
      host: smtp.host,
      port: smtp.port,
      secure: smtp.security === 'tls',
      requireTLS: true,
      tls: tlsOptions(smtp, trust),
      // EHLO would otherwise tell the name of the person's computer, which ends up in the Received field.
      name: '[127.0.0.1]',
      logger: false,
      ...timing,
    });
    const settle = (outcome: SendOutcome): void => {
      if (settled) return;
      settled = true;
      if (outcome.kind === 'sent') connection.quit();
      else connection.close();
      resolve(outcome);
    };
    const failed = (error: Error): void => settle(judge(error as SmtpError, given));
    // Stays for good: an abandoned connection may still emit, and an unheard error ends the process.
    connection.on('error', failed);
    connection.once('end', () => failed(new Error('The connection was closed')));

    const send = (): void => {
      const message = Readable.from(open(), { objectMode: false });
      // From here on the final dot may be on its way: without the server's answer nobody knows.
      message.once('end', () => {
        given = true;
      });
      connection.send({ from: envelope.from, to: [...envelope.to], size: envelope.size }, message, (error, info) => {
        if (error !== null || info === undefined) return failed(error ?? new Error('There was no answer'));
        const { response, rejectedErrors, serverMessageId } = info;
        settle({
          kind: 'sent',
          response: response.slice(0, 500),
          refused: refusedOf(rejectedErrors as readonly SmtpError[] | undefined),
          serverMessageId: serverMessageId?.replace(/^<|>$/gu, ''),
        });
      });
    };
    connection.connect((error) => {
      if (error) return failed(error);
      connection.login({ user: access.smtpUser ?? access.user, pass: access.secret }, (refusal) => {
        if (refusal !== null) return failed(refusal);
        send();
      });
    });
  });
};
