import { connect, isIP, type Socket } from 'node:net';
import tls from 'node:tls';
import type { Trust } from '../../../api/certificate-trust.ts';
import type { MailEndpoint } from '../../../domain/mail-access.ts';
import { fail, type Result, succeed } from '../../../domain/result.ts';
import { tlsOptions } from '../connection-options.ts';
import type { BulkOutcome, LostCause } from './bulk-event.ts';
import { createFramer } from './response-framer.ts';

const causes: Readonly<Record<string, LostCause>> = {
  ENOTFOUND: 'unknownHost',
  EAI_AGAIN: 'unknownHost',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'interrupted',
  EPIPE: 'interrupted',
};

/** Why a socket failed, by the code of its error; those of certificates and handshakes are many. */
export const lostCauseOf = (fault: Error): LostCause => {
  const { code = '' } = fault as NodeJS.ErrnoException;
  const known = causes[code];
  if (known !== undefined) return known;
  return /CERT|SSL|TLS|SIGNATURE|SIGNED|ISSUER|EPROTO/u.test(code) ? 'tls' : 'other';
};

/** Before TLS a server has little to say. */
const plainLimits = { line: 8192, literal: 0, response: 8192 };
const mostPlainResponses = 20;

const lost = (cause: LostCause): BulkOutcome => ({ kind: 'connectionLost', cause });

/**
 * Speaks up to the server's consent to STARTTLS. Nothing said before TLS is believed, and anything that follows the
 * consent in the clear was put there by somebody on the way (CVE-2011-0411 and its kin): the connection ends.
 */
const askForTls = (socket: Socket): Promise<BulkOutcome | undefined> =>
  new Promise((resolve) => {
    let greeted = false;
    let responses = 0;
    let outcome: BulkOutcome | 'consented' | undefined;
    const doubt = (detail: string): false => {
      outcome = { kind: 'notUnderstood', detail };
      return false;
    };
    const framer = createFramer((bytes, start, end) => {
      const line = bytes.toString('latin1', start, end);
      responses += 1;
      if (responses > mostPlainResponses) return doubt('talkBeforeTls');
      if (!greeted) {
        if (!/^\* OK( |$)/iu.test(line)) return doubt('greeting');
        greeted = true;
        socket.write('S1 STARTTLS\r\n');
        return true;
      }
      if (line.startsWith('* ')) return true;
      if (!/^S1 OK( |$)/iu.test(line)) return doubt('noStartTls');
      outcome = 'consented';
      return false;
    }, plainLimits);
    // Not paused: the handshake that follows in the same turn reads on from the very next byte.
    const finish = (result: BulkOutcome | undefined): void => {
      socket.off('data', heard).off('close', closed);
      resolve(result);
    };
    const closed = () => finish(lost('interrupted'));
    const heard = (chunk: Buffer): void => {
      const fault = framer.push(chunk);
      if (outcome === 'consented') {
        finish(framer.pending() === 0 ? undefined : { kind: 'notUnderstood', detail: 'talkBeforeTls' });
      } else if (fault !== undefined) finish(outcome ?? { kind: 'notUnderstood', detail: fault });
    };
    socket.on('data', heard).once('close', closed);
    socket.on('error', (fault) => finish(lost(lostCauseOf(fault))));
  });

const untilSecure = (socket: tls.TLSSocket): Promise<Result<tls.TLSSocket, BulkOutcome>> =>
  new Promise((resolve) => {
    const faulty = (fault: Error) => done(fail(lost(lostCauseOf(fault))));
    const closed = () => done(fail(lost('interrupted')));
    const secure = () => done(succeed(socket));
    const done = (result: Result<tls.TLSSocket, BulkOutcome>) => {
      socket.off('error', faulty).off('close', closed).off('secureConnect', secure);
      socket.on('error', () => undefined);
      resolve(result);
    };
    socket.on('error', faulty).on('close', closed).on('secureConnect', secure);
  });

/**
 * Opens a connection on which everything read and written is under TLS with a certificate that `trust` accepts.
 * @param timeout milliseconds for all of it
 */
export const openSecureSocket = async (
  endpoint: MailEndpoint,
  trust: Trust,
  timeout: number,
  signal: AbortSignal,
): Promise<Result<tls.TLSSocket, BulkOutcome>> => {
  const { host, port } = endpoint;
  const options: tls.ConnectionOptions = {
    ...tlsOptions(endpoint, trust),
    host,
    ...(isIP(host) === 0 ? { servername: host } : {}),
  };
  const plain = endpoint.security === 'tls' ? undefined : connect({ host, port });
  let secure = plain === undefined ? tls.connect({ ...options, port }) : undefined;
  let ended: BulkOutcome | undefined;
  const end = (outcome: BulkOutcome): void => {
    ended ??= outcome;
    // The other way round Node 20 may crash in the middle of a handshake.
    secure?.destroy();
    plain?.destroy();
  };
  const abort = () => end({ kind: 'aborted' });
  const timer = setTimeout(() => end(lost('timeout')), timeout);
  signal.addEventListener('abort', abort);
  try {
    const refusal = plain === undefined ? undefined : await askForTls(plain);
    if (refusal !== undefined || ended !== undefined) {
      plain?.destroy();
      return fail(ended ?? refusal ?? lost('other'));
    }
    secure ??= tls.connect({ ...options, ...(plain === undefined ? {} : { socket: plain }) });
    const result = await untilSecure(secure);
    if (ended !== undefined || !result.ok) {
      secure.destroy();
      return fail(ended ?? (result.ok ? lost('other') : result.error));
    }
    return result;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
};
