import {
  type AdminDomain,
  type AdministrationParams,
  type AdministrationResult,
  type AdminLegacyClient,
  type AdminUser,
  adminDomain,
  adminLegacyClient,
  adminUser,
} from '../../protocol/administration.ts';
import { domainPolicy } from '../accounts/policy.ts';
import { day, wireTime } from '../clock.ts';
import type { Core } from '../core.ts';
import type { Outcome } from '../http/outcome.ts';
import { domainListShape, type ListedDomain } from '../store/domain-list.ts';
import { type ListedLegacyClient, legacyClientListShape } from '../store/legacy-client-list.ts';
import { type ListedUser, userListShape } from '../store/user-list.ts';
import { type Actor, domainInReach } from './actor.ts';
import { answerList } from './list-answer.ts';
import { settingsOnTheWire } from './two-factor-settings.ts';

/** How far back a use of the account password on a mail protocol is reported. */
const legacyWindow = 30 * day;

const domainOnTheWire = (domain: ListedDomain): AdminDomain => ({
  id: domain.id,
  name: domain.name,
  twoFactor: settingsOnTheWire(domain),
  userCount: domain.userCount,
  enrolledCount: domain.enrolledCount,
});

const userOnTheWire = (user: ListedUser): AdminUser => ({
  id: user.id,
  loginName: user.loginName,
  domainId: user.domainId,
  domainName: user.domainName,
  address: user.address,
  fullName: user.fullName,
  role: user.role,
  isEnabled: user.disabledReason === undefined,
  ...(user.disabledReason !== undefined && { disabledReason: user.disabledReason }),
  isEnrolled: user.isEnrolled,
  secondFactorFailures: user.wrongCodes,
  ...(user.lastSignInAt !== undefined && { lastSignIn: wireTime(user.lastSignInAt) }),
  appPasswordCount: user.appPasswordCount,
});

const legacyClientOnTheWire = (client: ListedLegacyClient): AdminLegacyClient => ({
  userId: client.userId,
  address: client.address,
  fullName: client.fullName,
  protocol: client.protocol,
  ...(client.program !== undefined && { program: client.program }),
  ip: client.ip,
  lastSeenAt: wireTime(client.lastSeenAt),
});

/** `Domains.get`: of a domain administrator, the own domain alone. */
export const getDomains = (
  core: Core,
  actor: Actor,
  { query }: AdministrationParams<'Domains.get'>,
): Outcome<AdministrationResult<'Domains.get'>> =>
  answerList(
    query,
    domainListShape,
    Object.keys(adminDomain.shape),
    (translated) => core.store.administration.domains(translated, actor.domainId),
    domainOnTheWire,
  );

/** `Users.get`: of one domain, or of all within reach. */
export const getUsers = (
  core: Core,
  actor: Actor,
  { query, domainId }: AdministrationParams<'Users.get'>,
): Outcome<AdministrationResult<'Users.get'>> => {
  const domain = domainId === undefined ? undefined : domainInReach(core, actor, domainId);
  if (domain?.ok === false) return domain;
  return answerList(
    query,
    userListShape,
    Object.keys(adminUser.shape),
    (translated) => core.store.administration.users(translated, domainId ?? actor.domainId),
    userOnTheWire,
  );
};

/**
 * `Domains.getLegacyClients`: programs that forcing the factor would cut off. Where it is optional, users who have
 * enrolled are cut off from the account password already.
 */
export const getLegacyClients = (
  core: Core,
  actor: Actor,
  { id, query }: AdministrationParams<'Domains.getLegacyClients'>,
): Outcome<AdministrationResult<'Domains.getLegacyClients'>> => {
  const domain = domainInReach(core, actor, id);
  if (!domain.ok) return domain;
  const now = core.clock.now();
  const enrolledToo = domainPolicy(domain.value, now).policy !== 'optional';
  return answerList(
    query,
    legacyClientListShape,
    Object.keys(adminLegacyClient.shape),
    (translated) => core.store.administration.legacyClients(translated, id, now - legacyWindow, enrolledToo),
    legacyClientOnTheWire,
  );
};
