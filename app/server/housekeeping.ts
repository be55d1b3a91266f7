import type { CertificateSource, ServerCertificate } from './certificates/certificate-source.ts';
import { day, hour } from './clock.ts';
import type { Core } from './core.ts';
import { pendingLife } from './http/session-lookup.ts';
import { faultText } from './logs/fault-text.ts';

const interval = hour;
const legacyClientLife = 30 * day;

const tidy = (core: Core): void => {
  const now = core.clock.now();
  const { idle, longest } = core.sessionLife;
  core.store.transaction(() => {
    core.store.sessions.removeStale(now - Math.max(idle, pendingLife), now - Math.max(longest, pendingLife));
    core.store.devices.removeExpired(now);
    core.store.appPasswords.removeSpent(now);
    core.store.legacyClients.removeOlderThan(now - legacyClientLife);
    core.store.secondFactors.removeOldRecoveryMails(now - day);
  });
};

/**
 * Clears away what has expired, now and every hour, and renews the certificate in time.
 * @param onRenewed gets a new certificate to put into use
 * @returns a function that ends it
 */
export const startHousekeeping = (
  core: Core,
  certificates: CertificateSource,
  first: ServerCertificate,
  onRenewed: (certificate: ServerCertificate) => void,
): (() => void) => {
  let served = first;
  const round = async (): Promise<void> => {
    tidy(core);
    const current = await certificates.current();
    if (current.chain === served.chain) return;
    served = current;
    onRenewed(current);
    core.logs.config('The server certificate was renewed');
  };
  const run = () =>
    void round().catch((fault: unknown) => {
      core.logs.error(`Housekeeping: ${faultText(fault)}`);
    });
  run();
  const timer = setInterval(run, interval);
  return () => clearInterval(timer);
};
