import type { AdministrationParams, AdministrationResult } from '../../protocol/administration.ts';
import { rpcCode } from '../../protocol/envelope.ts';
import { unrememberedDeviceLife } from '../accounts/policy.ts';
import { day } from '../clock.ts';
import type { Core } from '../core.ts';
import type { CodeError, Outcome } from '../http/outcome.ts';
import { isEmailAddress } from '../recovery/recovery-address.ts';
import { failure, type Result, success } from '../result.ts';
import type { TwoFactorSettings } from '../store/administration.ts';
import type { Domain } from '../store/users.ts';
import { type Actor, domainInReach, recordChange } from './actor.ts';
import { eachItem } from './each-item.ts';
import { defaultSettings, describeSettings, settingsFromTheWire, settingsOnTheWire } from './two-factor-settings.ts';

const domainExists: CodeError = { code: rpcCode.alreadyExists, message: 'There is a domain of this name already.' };
const noDomainName: CodeError = { code: rpcCode.operationFailed, message: 'This is no domain name.' };

const isDomainName = (name: string): boolean => isEmailAddress(`postmaster@${name}`);

const createDomain = (
  core: Core,
  actor: Actor,
  { name: typed, twoFactor }: AdministrationParams<'Domains.create'>['domains'][number],
): Result<string, CodeError> => {
  const name = typed.trim().toLowerCase();
  if (!isDomainName(name)) return failure(noDomainName);
  if (core.store.users.hasDomain(name)) return failure(domainExists);
  const settings = twoFactor === undefined ? defaultSettings : settingsFromTheWire(twoFactor);
  const id = core.store.users.addDomain({ name, ...settings });
  recordChange(core, actor, `created domain '${name}', two-factor authentication: ${describeSettings(settings)}`);
  return success(id);
};

/** `Domains.create`. */
export const createDomains = async (
  core: Core,
  actor: Actor,
  { domains }: AdministrationParams<'Domains.create'>,
): Promise<Outcome<AdministrationResult<'Domains.create'>>> => {
  const { errors, done } = await eachItem(domains, (domain) => createDomain(core, actor, domain));
  return success({ errors, result: done.map(({ inputIndex, value }) => ({ inputIndex, id: value })) });
};

const isSame = (left: TwoFactorSettings, right: TwoFactorSettings): boolean =>
  JSON.stringify(settingsOnTheWire(left)) === JSON.stringify(settingsOnTheWire(right));

const changeSettings = (core: Core, actor: Actor, domain: Domain, settings: TwoFactorSettings): void => {
  core.store.transaction(() => {
    core.store.administration.setTwoFactor(domain.id, settings);
    if (settings.expireDays !== domain.expireDays) {
      core.store.devices.setLifeIn(domain.id, settings.expireDays * day, unrememberedDeviceLife, core.clock.now());
    }
  });
  if (isSame(domain, settings)) return;
  recordChange(
    core,
    actor,
    `changed two-factor authentication of domain '${domain.name}' to: ${describeSettings(settings)} (was: ${describeSettings(domain)})`,
  );
};

/**
 * `Domains.set`. What users have enrolled stays whatever is set. Nobody is signed out: the new rules hold from the
 * next sign-in on, and for mail connections at once.
 */
export const setDomains = async (
  core: Core,
  actor: Actor,
  { domainIds, pattern }: AdministrationParams<'Domains.set'>,
): Promise<Outcome<AdministrationResult<'Domains.set'>>> => {
  const settings = pattern.twoFactor && settingsFromTheWire(pattern.twoFactor);
  const { errors } = await eachItem(domainIds, (id) => {
    const domain = domainInReach(core, actor, id);
    if (!domain.ok) return domain;
    if (settings !== undefined) changeSettings(core, actor, domain.value, settings);
    return success(undefined);
  });
  core.rightsChanged();
  return success({ errors });
};
