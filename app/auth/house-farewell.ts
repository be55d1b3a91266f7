import type { Failure } from '../domain/failure.ts';
import { type Result, succeed } from '../domain/result.ts';
import type { Slot } from './account-slot.ts';
import type { HousePorts, KeptAccount } from './house-ports.ts';
import { signedOutRecord } from './signed-out-record.ts';

/** How an account is left. */
export type Leaving = {
  /** Its mail stays on this computer, encrypted. */
  readonly keepMail: boolean;
  /** Also where the server could not be told, so that this computer's trust and app password stay good there. */
  readonly anyway: boolean;
};

/** What leaving an account needs to know of the house. */
type HouseSide = {
  readonly keptOf: (slot: Slot) => KeptAccount | undefined;
  readonly isOpen: (slot: Slot) => boolean;
  readonly count: () => number;
  readonly has: (slot: Slot) => boolean;
  /** Takes an account off the list that is kept. */
  readonly unlist: (slot: Slot) => void;
  readonly drop: (slot: Slot) => Promise<void>;
  readonly notify: () => void;
};

/** Signing out of accounts and taking them off this computer. */
export const createFarewell = (ports: HousePorts, house: HouseSide) => {
  const signOutHere = async (slot: Slot, keepMail: boolean): Promise<void> => {
    await ports.finish(slot.id, !keepMail);
    await slot.flow.act({ type: 'signOut', keepMail });
    // The last one's sign-in stays and says that it was signed out; a door of another kind gives way to it.
    if (house.keptOf(slot) === undefined && (house.count() > 1 || slot.kind === 'mail')) await house.drop(slot);
    house.notify();
  };

  const keepOnlyKey = async (address: string): Promise<void> => {
    const record = await ports.vault.read(address);
    if (record.ok && record.value !== undefined) await ports.vault.write(address, signedOutRecord(record.value));
  };

  const forget = async (account: string, address: string): Promise<void> => {
    await ports.engineOf(account).forget(address);
    await ports.vault.remove(address);
  };

  /** The server is told first: where it cannot be, nothing has changed here, and the person decides. */
  const signOut = async (slot: Slot, { keepMail, anyway }: Leaving): Promise<Result<null, Failure>> => {
    const told = await slot.flow.endTrust();
    if (!told.ok && !anyway) return told;
    await signOutHere(slot, keepMail);
    return succeed(null);
  };

  const remove = async (slot: Slot, leaving: Leaving): Promise<Result<null, Failure>> => {
    const entry = house.keptOf(slot);
    if (house.isOpen(slot)) {
      const left = await signOut(slot, leaving);
      if (!left.ok) return left;
    } else await slot.flow.end();
    if (entry !== undefined) {
      await (leaving.keepMail ? keepOnlyKey(entry.address) : forget(slot.id, entry.address));
      house.unlist(slot);
    }
    if (house.has(slot) && (house.count() > 1 || entry !== undefined)) await house.drop(slot);
    return succeed(null);
  };

  return { signOut, remove };
};
