import { isEmailAddress } from '../recovery/recovery-address.ts';
import type { UserStore } from '../store/users.ts';
import type { Deliver, DeliveryResult, Envelope } from './delivery.ts';

export type Destination =
  | { readonly kind: 'local'; readonly mailbox: string }
  | { readonly kind: 'relay' }
  | { readonly kind: 'unknown-user' }
  | { readonly kind: 'no-relay' };

const withoutTag = (address: string): string => address.replace(/\+[^@]*@/u, '@');

export type Router = {
  readonly destinationOf: (address: string) => Destination;
  /** Hands a message on to all its recipients; those elsewhere first, because only they can still refuse. */
  readonly route: Deliver;
};

/** Local addresses (aliases and `user+tag` included) go to their mailbox, all others to the relay, if there is one. */
export const createRouter = (
  users: Pick<UserStore, 'byRecipient' | 'hasDomain'>,
  deliverLocally: Deliver,
  relay: Deliver | undefined,
): Router => {
  const destinationOf = (address: string): Destination => {
    if (!isEmailAddress(address)) return { kind: 'unknown-user' };
    const domain = address.slice(address.lastIndexOf('@') + 1);
    if (!users.hasDomain(domain)) return relay === undefined ? { kind: 'no-relay' } : { kind: 'relay' };
    const user = users.byRecipient(address) ?? users.byRecipient(withoutTag(address));
    return user?.domain === undefined ? { kind: 'unknown-user' } : { kind: 'local', mailbox: user.address };
  };

  const route = async (envelope: Envelope, message: Buffer): Promise<DeliveryResult> => {
    const local = new Set<string>();
    const remote: string[] = [];
    const refused: DeliveryResult['refused'][number][] = [];
    for (const recipient of envelope.to) {
      const destination = destinationOf(recipient);
      if (destination.kind === 'local') local.add(destination.mailbox);
      else if (destination.kind === 'relay') remote.push(recipient);
      else refused.push({ recipient, permanent: true, text: 'There is no way to this address.' });
    }
    const accepted: string[] = [];
    const handOver = async (deliver: Deliver, to: readonly string[]): Promise<void> => {
      const result = await deliver({ from: envelope.from, to }, message);
      accepted.push(...result.accepted);
      refused.push(...result.refused);
    };
    if (relay !== undefined && remote.length > 0) await handOver(relay, remote);
    if (local.size > 0) await handOver(deliverLocally, [...local]);
    return { accepted, refused };
  };

  return { destinationOf, route };
};
