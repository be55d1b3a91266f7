import { chmodSync, chownSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMailConnections, type MailConnections, reviewInterval } from '../accounts/mail-connections.ts';
import type { ServerCertificate } from '../certificates/certificate-source.ts';
import { hour } from '../clock.ts';
import type { Core } from '../core.ts';
import { listenFault } from '../listen-fault.ts';
import { faultText } from '../logs/fault-text.ts';
import { failure, type Result, success } from '../result.ts';
import { type DovecotConnection, startAuthEndpoint } from './auth-endpoint.ts';
import { dovecotConfiguration, dovecotFiles } from './configuration.ts';
import { choosePorts } from './free-ports.ts';
import type { Installation } from './installation.ts';
import { createLiveLogins } from './live-logins.ts';
import { locate } from './location.ts';
import { authenticationScript } from './lua-script.ts';
import { type StarttlsPort, startStarttlsPort } from './starttls-port.ts';
import { stopStale, superviseDovecot } from './supervisor.ts';

export type MailPorts = { readonly imap: number; readonly imaps: number; readonly pop3s: number };

export type MailEngine = {
  readonly ports: MailPorts;
  /** Dovecot's LMTP socket, for deliveries. */
  readonly lmtpSocket: string;
  readonly connections: MailConnections;
  /** Takes the renewed certificate files into use without ending connections. */
  readonly reload: () => void;
  readonly stop: () => Promise<void>;
};

export type MailEngineOptions = {
  readonly folder: string;
  readonly host: string;
  readonly ports: MailPorts;
  readonly certificate: ServerCertificate;
  readonly installation: Installation;
};

/** Attempts with other free ports, should somebody take one between the choice and Dovecot's start. */
const portAttempts = 3;

/** Makes Dovecot's folder and the mail folder below it, each open to exactly those who need it. */
export const prepareMailFolder = (folder: string, { identities }: Installation): string => {
  mkdirSync(join(folder, dovecotFiles.mail), { recursive: true });
  chmodSync(folder, identities.privileged ? 0o711 : 0o700);
  const mail = join(folder, dovecotFiles.mail);
  if (identities.privileged) chownSync(mail, identities.mail.uid, identities.mail.gid);
  chmodSync(mail, 0o700);
  return mail;
};

/**
 * Starts the server's own Dovecot for IMAP, POP3 and LMTP, which asks the server about every password and whose
 * connections end when their right does.
 */
export const startMailEngine = async (
  core: () => Core,
  options: MailEngineOptions,
): Promise<Result<MailEngine, string>> => {
  const { installation, host, certificate } = options;
  const { identities } = installation;
  prepareMailFolder(options.folder, installation);
  const folder = realpathSync(options.folder);
  const location = locate(folder, identities);
  if (!location.ok) return location;
  const configurationFile = join(folder, 'dovecot.conf');
  const groupFile = join(folder, 'dovecot.group');
  await stopStale(location.value.runFolder, configurationFile, groupFile);

  const connections = createMailConnections(core);
  const logins = createLiveLogins(core().clock, connections, core);
  let innerImap = 0;
  let starttls: StarttlsPort;
  try {
    starttls = await startStarttlsPort({ host, port: options.ports.imap }, () => innerImap);
  } catch (fault) {
    return failure(listenFault('imap', options.ports.imap, fault));
  }
  const clientOf = ({ ip, port, localPort }: DovecotConnection) =>
    localPort === innerImap ? starttls.clientBehind(port) : ip;
  const endpoint = await startAuthEndpoint(core, clientOf, logins.accepted);
  const giveUp = async (sentence: string) => {
    await endpoint.close();
    await starttls.close();
    return failure(sentence);
  };
  const script = join(folder, dovecotFiles.script);
  writeFileSync(script, authenticationScript(endpoint.url, endpoint.bearer), { mode: 0o600 });
  chmodSync(script, 0o600);
  if (identities.privileged) chownSync(script, identities.internal.uid, identities.internal.gid);

  for (let attempt = 1; ; attempt += 1) {
    const { imaps, pop3s } = options.ports;
    const outer = await choosePorts(host, { imaps, pop3s });
    if (!outer.ok) return giveUp(listenFault(outer.error.name, outer.error.port, outer.error.fault));
    const inner = await choosePorts('127.0.0.1', { innerImap: 0 });
    if (!inner.ok) return giveUp(listenFault('imap', 0, inner.error.fault));
    innerImap = inner.value.innerImap;
    const ports = { ...outer.value, innerImap };
    const configuration = dovecotConfiguration({
      path: location.value.path,
      runPath: location.value.runPath,
      host,
      ports,
      certificateFile: certificate.chainFile,
      keyFile: certificate.keyFile,
      identities,
    });
    writeFileSync(configurationFile, configuration, { mode: 0o600 });
    const supervisor = await superviseDovecot({
      program: installation.program,
      configurationFile,
      groupFile,
      wrapper: location.value.wrapper,
      probe: { host: '127.0.0.1', port: innerImap },
      onLine: (line) => {
        core().logs.debug(`Dovecot: ${line}`);
        try {
          logins.readLine(line);
        } catch (fault) {
          core().logs.error(`Dovecot's log: ${faultText(fault)}`);
        }
      },
      onEnd: logins.forget,
      warn: (text) => core().logs.warning(text),
    });
    if (!supervisor.ok) {
      if (attempt < portAttempts && supervisor.error.includes('Address already in use')) continue;
      return giveUp(`Dovecot did not start. Its last words:\n${supervisor.error}`);
    }
    const review = setInterval(() => void connections.review(), reviewInterval);
    const keepAlive = setInterval(location.value.keepAlive, hour);
    return success({
      ports: { imap: starttls.port, imaps: ports.imaps, pop3s: ports.pop3s },
      lmtpSocket: join(location.value.runFolder, dovecotFiles.lmtpSocket),
      connections,
      reload: supervisor.value.reload,
      stop: async () => {
        clearInterval(review);
        clearInterval(keepAlive);
        await starttls.close();
        await supervisor.value.stop();
        await endpoint.close();
      },
    });
  }
};
