import { connect, type Socket } from 'node:net';
import tls from 'node:tls';
import { handshakeOptions, judgePeer, type Trust, type Untrusted } from '../../api/certificate-trust.ts';
import type { MailEndpoint } from '../../domain/mail-access.ts';
import type { ServiceResult } from '../../domain/mail-check.ts';
import { createLines, type Lines } from './lines.ts';
import type { Credential, ServiceProtocol } from './service-protocol.ts';

/** @see ServiceResult; `untrusted` carries the certificate that a person may accept. */
export type CheckedService = { readonly result: ServiceResult; readonly untrusted?: Untrusted };

/** Milliseconds a service has for everything. */
const patience = 15_000;

type Cause = Extract<ServiceResult, { state: 'unreachable' }>['cause'];

const causes: Readonly<Record<string, Cause>> = {
  ENOTFOUND: 'unknownHost',
  EAI_AGAIN: 'offline',
  ENETUNREACH: 'offline',
  ENETDOWN: 'offline',
  EHOSTUNREACH: 'timeout',
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'interrupted',
  EPIPE: 'interrupted',
};

const unreachable = (cause: Cause): ServiceResult => ({ state: 'unreachable', cause });

const ofFault = (fault: NodeJS.ErrnoException | undefined): ServiceResult | undefined =>
  fault === undefined ? undefined : unreachable(causes[fault.code ?? ''] ?? 'other');

const opened = (socket: Socket, event: 'connect' | 'secureConnect'): Promise<NodeJS.ErrnoException | undefined> =>
  new Promise((resolve) => {
    socket.once(event, () => resolve(undefined)).once('error', resolve);
    socket.once('close', () => resolve(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
  });

/**
 * Tries one service of a mail account: is it there, is it what it should be, is its certificate trusted, does it let
 * the person in? The password leaves only over TLS with a certificate that was judged, and only if `maySend` says so.
 * @param maySend asked once everything else is well
 */
export const checkService = async (
  protocol: ServiceProtocol,
  endpoint: MailEndpoint,
  credential: Credential,
  trust: Trust,
  maySend: () => Promise<boolean> = async () => true,
): Promise<CheckedService> => {
  const { host, port, security } = endpoint;
  const sockets: Socket[] = [];
  let late = false;
  const hold = <S extends Socket>(socket: S): S => {
    sockets.push(socket);
    // Stays for good: an abandoned socket may still emit.
    socket.on('error', () => undefined);
    if (late) socket.destroy();
    return socket;
  };

  const plainly = async (): Promise<Socket | ServiceResult> => {
    const socket = hold(connect({ host, port }));
    const fault = await opened(socket, 'connect');
    if (fault !== undefined) return ofFault(fault) ?? unreachable('other');
    const lines = createLines(socket);
    if (!(await protocol.greets(lines))) return ofFault(lines.fault()) ?? { state: 'notThisService' };
    // What follows the consent in the clear was put there by somebody on the way (CVE-2011-0411).
    if (!(await protocol.startTls(lines)) || lines.pending()) return { state: 'noStartTls' };
    lines.release();
    return socket;
  };

  const securely = async (): Promise<CheckedService | Lines> => {
    const plain = security === 'startTls' ? await plainly() : undefined;
    if (plain !== undefined && 'state' in plain) return { result: plain };
    const { ALPNProtocols: _, ...options } = handshakeOptions(host, port, trust);
    const socket = hold(tls.connect({ ...options, ...(plain === undefined ? {} : { socket: plain }) }));
    const fault = await opened(socket, 'secureConnect');
    if (fault !== undefined) return { result: ofTlsFault(fault) };
    const verdict = judgePeer(socket, host, port, trust);
    if (!verdict.trusted) {
      const { untrusted } = verdict;
      return { result: { state: 'certificate', certificate: untrusted.facts }, untrusted };
    }
    return createLines(socket);
  };

  const run = async (): Promise<CheckedService> => {
    const lines = await securely();
    if ('result' in lines) return lines;
    if (security === 'tls' && !(await protocol.greets(lines))) {
      return { result: ofFault(lines.fault()) ?? { state: 'notThisService' } };
    }
    if (!(await maySend())) return { result: { state: 'reached' } };
    return { result: await protocol.signIn(lines, credential) };
  };

  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<CheckedService>((resolve) => {
    timer = setTimeout(() => {
      late = true;
      resolve({ result: unreachable('timeout') });
    }, patience);
  });
  const checked = await Promise.race([run(), tooLong]);
  clearTimeout(timer);
  late = true;
  // TLS before what carries it: the other way round Node 20 crashes.
  for (const socket of sockets.reverse()) socket.destroy();
  return checked;
};

const ofTlsFault = (fault: NodeJS.ErrnoException): ServiceResult => {
  const known = causes[fault.code ?? ''];
  return known === undefined ? { state: 'notTls' } : unreachable(known);
};
