import { randomUUID } from 'node:crypto';
import { profilePath } from '../../protocol/app-passwords.ts';
import { appleProfile, appleProfileName, appleProfileType } from '../../protocol/apple-profile.ts';
import type { Core } from '../core.ts';
import type { MailPorts } from '../http/autoconfig.ts';
import type { PublicDocument } from '../http/https-server.ts';
import { productName } from '../product.ts';

const over =
  'This link was used already, or its five minutes are over. Make a new one in the program that showed it.\n';

/**
 * The one place that hands out a device's profile: once, to whoever has the link.
 * @param publicName host name to tell; undefined = the one by which the device reached the server
 */
export const profileDocument = (core: Core, publicName: string | undefined, ports: MailPorts): PublicDocument => ({
  path: `${profilePath}:token`,
  contentType: appleProfileType,
  fileName: appleProfileName,
  notFound: over,
  render: ({ token }, reachedAs) => {
    const offer = typeof token === 'string' ? core.profileOffers.take(token) : undefined;
    if (offer === undefined) return undefined;
    const password = core.store.appPasswords.byId(offer.appPasswordId);
    const user = core.store.users.byId(offer.userId);
    if (password === undefined || user === undefined) return undefined;
    core.logs.audit(`The profile of the app password '${password.name}' of user ${user.address} was fetched`);
    const host = publicName ?? reachedAs;
    const { scopes } = password;
    return appleProfile({
      address: user.address,
      fullName: user.fullName,
      password: offer.secret,
      ...(scopes.includes('imap') && { imap: { host, port: ports.imaps } }),
      ...(scopes.includes('smtp') && { smtp: { host, port: ports.smtps } }),
      organisation: productName,
      ids: [randomUUID(), randomUUID()],
    });
  },
});
