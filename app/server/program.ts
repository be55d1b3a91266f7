import { rmSync, writeFileSync } from 'node:fs';
import type { ReadyLine } from '../protocol/ready-line.ts';
import { createGuessLimit } from './accounts/guess-limit.ts';
import { createKeyedQueue } from './accounts/keyed-queue.ts';
import { startControlEndpoint } from './administration/control-endpoint.ts';
import { startNotices } from './administration/notices.ts';
import { profileDocument } from './app-passwords/profile-document.ts';
import { createProfileOffers } from './app-passwords/profile-offers.ts';
import { createOwnAuthority } from './certificates/own-authority.ts';
import { offsetClock } from './clock.ts';
import type { Core } from './core.ts';
import { openDataFolder } from './data-folder.ts';
import { findDovecot } from './dovecot/installation.ts';
import { prepareMailFolder, startMailEngine } from './dovecot/mail-engine.ts';
import { startHousekeeping } from './housekeeping.ts';
import { autoconfigDocuments, type MailPorts } from './http/autoconfig.ts';
import { type HttpsServer, startHttpsServer } from './http/https-server.ts';
import { listenFault } from './listen-fault.ts';
import { openLogs } from './logs/server-logs.ts';
import type { ServerOptions } from './options.ts';
import { productName, productVersion } from './product.ts';
import { failure, type Result, success } from './result.ts';
import { createLocalCredentialStore } from './second-factor/credential-store.ts';
import { seedDemoAccounts } from './seed/demo-accounts.ts';
import { seedDemoMail } from './seed/demo-mail.ts';
import { createLocalDelivery, createRelayDelivery } from './smtp/delivery.ts';
import { createRouter } from './smtp/routing.ts';
import { createServerMail } from './smtp/server-mail.ts';
import { startSubmission } from './smtp/submission.ts';
import { openDatabase } from './store/database.ts';
import { createFlusher } from './store/flusher.ts';
import { loadServerKeys } from './store/server-keys.ts';
import { createStore } from './store/store.ts';

export type RunningServer = {
  readonly ready: ReadyLine;
  /** Goes on in the log files that have the names now. */
  readonly reopenLogs: () => void;
  readonly stop: () => Promise<void>;
};

/** Undoes what was started, last first; a failing step does not keep the others from running. */
const createUndo = () => {
  const steps: (() => void | Promise<void>)[] = [];
  return {
    add: (step: () => void | Promise<void>) => void steps.unshift(step),
    run: async () => {
      for (const step of steps.splice(0)) await Promise.resolve(step()).catch(() => undefined);
    },
  };
};

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** An address to connect to for one to listen on. */
const reachable: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/**
 * Starts every service of the server on one data folder and resolves once all of them answer.
 * @param tell says a sentence to the person at the terminal while it runs
 * @returns a sentence for the person at the terminal when something stands in the way; nothing is left running then
 */
export const startServer = async (
  options: ServerOptions,
  tell: (sentence: string) => void,
): Promise<Result<RunningServer, string>> => {
  const undo = createUndo();
  const giveUp = async (sentence: string): Promise<Result<RunningServer, string>> => {
    await undo.run();
    return failure(sentence);
  };

  const installation = findDovecot();
  if (!installation.ok) return installation;
  const folder = openDataFolder(options.data);
  if (!folder.ok) return folder;
  const data = folder.value;
  undo.add(data.lock.release);

  writeFileSync(data.processFile, `${process.pid}\n`, { mode: 0o600 });
  undo.add(() => rmSync(data.processFile, { force: true }));

  const clock = offsetClock(options.clockOffset);
  const keys = loadServerKeys(data.keys, data.isNew);
  if (!keys.ok) {
    return giveUp(
      `The key file ${keys.error.path} is ${keys.error.kind === 'missing-key' ? 'missing' : 'damaged'}. Without it no enrolment and no app password can be checked: put it back from a backup.`,
    );
  }
  const database = openDatabase(data.database, 'later');
  if (!database.ok) {
    const { found, known } = database.error;
    return giveUp(
      `The data folder was written by a newer server (schema ${found}, this one knows ${known}). Nothing was changed.`,
    );
  }
  const store = createStore(database.value, createFlusher(database.value, data.database));
  undo.add(store.close);
  const logs = openLogs(data.logs, clock, options.logRotation, tell);
  undo.add(logs.close);

  if (options.seed === 'demo' && store.users.isEmpty()) {
    const mailFolder = prepareMailFolder(data.dovecot, installation.value);
    await seedDemoMail(mailFolder, installation.value.identities.mail, Date.now());
    // Last: an interrupted seed leaves no account behind and is done again at the next start.
    await seedDemoAccounts(store, clock);
  }

  const hosts = [...new Set(['localhost', '127.0.0.1', '::1', options.host, options.publicName ?? options.host])];
  const names = hosts.filter((host) => host !== '0.0.0.0' && host !== '::');
  const certificates = createOwnAuthority(data.certificates, names);
  const certificate = await certificates.current();

  let reviewMail = (): void => undefined;
  let sendNotices = (): void => undefined;
  let lmtpSocket = '';
  const router = createRouter(
    store.users,
    createLocalDelivery(() => lmtpSocket),
    options.relay && createRelayDelivery(options.relay),
  );
  const core: Core = {
    clock,
    store,
    keys: keys.value,
    logs,
    credentials: createLocalCredentialStore(store, keys.value),
    guessLimit: createGuessLimit(clock),
    inTurn: createKeyedQueue(),
    minimumClientVersion: options.minimumClientVersion,
    sessionLife: options.sessionLife,
    profileOffers: createProfileOffers(clock),
    rightsChanged: () => reviewMail(),
    sendMail: createServerMail(clock, logs, router),
    noticesAdded: () => sendNotices(),
    logFolder: data.logs,
  };

  const engine = await startMailEngine(() => core, {
    folder: data.dovecot,
    host: options.host,
    ports: { imap: options.ports.imap, imaps: options.ports.imaps, pop3s: options.ports.pop3s },
    certificate,
    installation: installation.value,
  });
  if (!engine.ok) return giveUp(engine.error);
  undo.add(engine.value.stop);
  lmtpSocket = engine.value.lmtpSocket;
  reviewMail = () => void engine.value.connections.review();

  const open = async <T extends { port: number; close: () => Promise<void> }>(
    name: keyof ServerOptions['ports'],
    start: (port: number) => Promise<T>,
  ): Promise<Result<T, string>> => {
    try {
      const service = await start(options.ports[name]);
      undo.add(service.close);
      return success(service);
    } catch (fault) {
      return failure(listenFault(name, options.ports[name], fault));
    }
  };
  const { host } = options;
  const submission = (implicitTls: boolean) => (port: number) =>
    startSubmission(core, engine.value.connections, router, certificate, { host, port, implicitTls });
  const smtp = await open('smtp', submission(false));
  if (!smtp.ok) return giveUp(smtp.error);
  const smtps = await open('smtps', submission(true));
  if (!smtps.ok) return giveUp(smtps.error);

  const mailPorts: MailPorts = { ...engine.value.ports, smtp: smtp.value.port, smtps: smtps.value.port };
  const documents = [
    ...autoconfigDocuments(options.publicName, mailPorts, store.users.hasDomain),
    profileDocument(core, options.publicName, mailPorts),
  ];
  const webmail = await open<HttpsServer>('webmail', (port) =>
    startHttpsServer(core, 'webmail', certificate, documents, { host, port }),
  );
  if (!webmail.ok) return giveUp(webmail.error);
  const admin = await open<HttpsServer>('admin', (port) =>
    startHttpsServer(core, 'admin', certificate, [], { host, port }),
  );
  if (!admin.ok) return giveUp(admin.error);

  const services = [webmail.value, admin.value, smtp.value, smtps.value];
  const stopHousekeeping = startHousekeeping(core, certificates, certificate, (current) => {
    for (const service of services) service.renewCertificate(current);
    engine.value.reload();
  });
  undo.add(stopHousekeeping);
  const notices = startNotices(core);
  undo.add(notices.stop);
  sendNotices = notices.added;
  const control = await startControlEndpoint(core, data.controlSocket);
  undo.add(control.close);

  logs.config(`${productName} ${productVersion} started`);
  undo.add(() => logs.config(`${productName} ${productVersion} stopped`));
  const announced = reachable[host] ?? host;
  const at = (port: number) => ({ host: announced, port });
  return success({
    ready: {
      event: 'ready',
      webmail: `https://${bracketed(announced)}:${webmail.value.port}`,
      admin: `https://${bracketed(announced)}:${admin.value.port}`,
      imap: at(mailPorts.imap),
      imaps: at(mailPorts.imaps),
      pop3s: at(mailPorts.pop3s),
      smtp: at(mailPorts.smtp),
      smtps: at(mailPorts.smtps),
      ca: certificates.authorityFile,
      logs: data.logs,
      version: productVersion,
    },
    reopenLogs: logs.reopen,
    stop: undo.run,
  });
};
