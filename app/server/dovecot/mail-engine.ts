import { chmodSync, chownSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMailConnections, type MailConnections, reviewInterval } from '../accounts/mail-connections.ts';
import type { ServerCertificate } from '../certificates/certificate-source.ts';
import { hour } from '../clock.ts';
import type { Core } from '../core.ts';
import { failure, type Result, success } from '../result.ts';
import { startAuthEndpoint } from './auth-endpoint.ts';
import { type DovecotPorts, dovecotConfiguration, dovecotFiles } from './configuration.ts';
import { choosePorts } from './free-ports.ts';
import type { Installation } from './installation.ts';
import { createLiveLogins } from './live-logins.ts';
import { locate } from './location.ts';
import { authenticationScript } from './lua-script.ts';
import { stopStale, superviseDovecot } from './supervisor.ts';

export type MailEngine = {
  readonly ports: DovecotPorts;
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
  readonly ports: DovecotPorts;
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

const probeHost = (host: string): string => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host);

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
  await stopStale(location.value.runFolder, configurationFile);

  const connections = createMailConnections(core);
  const logins = createLiveLogins(core().clock, connections, core);
  const endpoint = await startAuthEndpoint(core, logins.accepted);
  const script = join(folder, dovecotFiles.script);
  writeFileSync(script, authenticationScript(endpoint.url, endpoint.bearer), { mode: 0o600 });
  chmodSync(script, 0o600);
  if (identities.privileged) chownSync(script, identities.internal.uid, identities.internal.gid);

  for (let attempt = 1; ; attempt += 1) {
    const chosen = await choosePorts(host, options.ports);
    if (!chosen.ok) {
      await endpoint.close();
      return failure(`Port ${chosen.error.port} for ${chosen.error.name} cannot be used (${chosen.error.reason}).`);
    }
    const ports = chosen.value;
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
      wrapper: location.value.wrapper,
      probe: { host: probeHost(host), port: ports.imap },
      onLine: (line) => {
        core().logs.debug(`Dovecot: ${line}`);
        logins.readLine(line);
      },
      onEnd: logins.forget,
      warn: (text) => core().logs.warning(text),
    });
    if (!supervisor.ok) {
      const mayRetry = attempt < portAttempts && supervisor.error.includes('Address already in use');
      if (mayRetry) continue;
      await endpoint.close();
      return failure(`Dovecot did not start. Its last words:\n${supervisor.error}`);
    }
    const review = setInterval(() => void connections.review(), reviewInterval);
    const keepAlive = setInterval(location.value.keepAlive, hour);
    return success({
      ports,
      lmtpSocket: join(location.value.runFolder, dovecotFiles.lmtpSocket),
      connections,
      reload: supervisor.value.reload,
      stop: async () => {
        clearInterval(review);
        clearInterval(keepAlive);
        await supervisor.value.stop();
        await endpoint.close();
      },
    });
  }
};
