import type { Gate } from '../contract/gate.ts';
import type { AccountColour, AccountFacts, AccountKind, Household } from '../domain/account.ts';
import { sameAddress } from '../domain/address.ts';
import { accountColours } from '../domain/choices.ts';
import type { Failure } from '../domain/failure.ts';
import { fail, type Result, succeed } from '../domain/result.ts';
import { accountFactsOf } from './account-facts.ts';
import { renewFlow, type Slot } from './account-slot.ts';
import { createFarewell, type Leaving } from './house-farewell.ts';
import type { HousePorts, KeptAccount } from './house-ports.ts';
import type { LoginFlow } from './login-flow.ts';
import type { LoginEvent } from './login-state.ts';
import type { MailBeginning, MailFlow } from './mail-flow.ts';
import type { AccountList, LoginPorts, MailEnginePort } from './ports.ts';

type Done = Result<Record<string, never>, Failure>;

/**
 * All accounts side by side. Each has a sign-in of its own and a mailbox of its own behind it; what happens to one
 * leaves the others alone.
 */
export type House = {
  /** What the window shows: the mailbox of one account, or a sign-in. */
  readonly gate: () => Gate;
  /** How one account stands, for a window that is about it alone. */
  readonly gateOf: (account: string) => Gate;
  readonly household: () => Household;
  readonly onGate: (listener: (gate: Gate) => void) => void;
  readonly onHousehold: (listener: (household: Household) => void) => void;
  /** An account's mailbox opened, or is there no more. */
  readonly onMailbox: (listener: (account: string, there: boolean) => void) => void;
  /** Reads what is stored of every account and opens their mailboxes. */
  readonly begin: () => Promise<void>;
  /** An act of the person at the account the window is at; false when it does not fit. */
  readonly act: (event: LoginEvent) => Promise<boolean>;
  /** The sign-in of an account, or of the one the window is at. */
  readonly flowOf: (account?: string) => LoginFlow | undefined;
  /** From the sign-in the window is at to the door of an account that is reached by IMAP and SMTP alone, and back. */
  readonly chooseKind: (kind: AccountKind, beginning?: MailBeginning) => Promise<Done>;
  /** An account that is reached by IMAP and SMTP alone, or the one the window is at the door of. */
  readonly mailFlowOf: (account?: string) => MailFlow | undefined;
  /** The id of the account the window is at. */
  readonly shown: () => string;
  readonly show: (account: string) => Done;
  readonly add: () => Promise<Done>;
  readonly leave: () => Promise<Done>;
  readonly edit: (account: string, look: { readonly name: string; readonly colour: AccountColour }) => Done;
  readonly arrange: (accounts: readonly string[]) => Done;
  /** `trustRemains` where the server could not be told and the person has not said to go on; nothing changed then. */
  readonly signOut: (account: string, leaving: Leaving) => Promise<Done>;
  readonly remove: (account: string, leaving: Leaving) => Promise<Done>;
  readonly mailRefused: (account: string, reason: string) => void;
  readonly end: () => Promise<void>;
};

const done: Done = succeed({});
const noSuchEntity: Done = fail({ code: 'noSuchEntity' });
const wrongStep: Done = fail({ code: 'wrongStep' });

export const createHouse = (ports: HousePorts): House => {
  let slots: Slot[] = [];
  let kept: readonly KeptAccount[] = [];
  /** The account whose mailbox the person wants to see. */
  let wanted = '';
  /** The account whose sign-in covers the mailboxes because the person asked for it. */
  let door: string | undefined;
  let told: { gate: Gate; slot: Slot } | undefined;
  let toldHousehold = '';
  const gateListeners: ((gate: Gate) => void)[] = [];
  const householdListeners: ((household: Household) => void)[] = [];
  const mailboxListeners: ((account: string, there: boolean) => void)[] = [];

  const stepOf = (slot: Slot): Gate['step'] => slot.flow.gate().step;
  const isOpen = (slot: Slot): boolean => stepOf(slot) === 'mailbox';
  const slotOf = (account: string): Slot | undefined => slots.find((slot) => slot.id === account);
  const keptOf = (slot: Slot): KeptAccount | undefined => kept.find((entry) => entry.id === slot.id);
  const save = (next: readonly KeptAccount[]): void => {
    kept = next;
    ports.book.write(next);
  };

  /** The account the window is at. While the wanted one is being read it is waited for; else an open one steps in. */
  const visible = (): Slot => {
    const at = (door === undefined ? undefined : slotOf(door)) ?? slotOf(wanted);
    if (at !== undefined && (at.id === door || isOpen(at) || stepOf(at) === 'starting')) return at;
    const found = slots.find(isOpen) ?? slots.find((slot) => stepOf(slot) === 'starting') ?? at ?? slots[0];
    if (found === undefined) throw new Error('a house without an account');
    return found;
  };

  const gateOf = (slot: Slot): Gate => {
    const gate = slot.flow.gate();
    return gate.step === 'mailbox' ? { ...gate, account: slot.id, kind: slot.kind } : gate;
  };

  const household = (): Household => {
    const at = visible();
    return {
      accounts: slots.flatMap((slot): AccountFacts[] => {
        const facts = accountFactsOf(slot, slot.flow.gate(), keptOf(slot));
        return facts === undefined ? [] : [facts];
      }),
      shown: at.id,
      leavable: canLeave(at),
    };
  };

  /** A sign-in whose last page is still open is done already: it is left by going on. */
  const canLeave = (slot: Slot): boolean =>
    !isOpen(slot) && !['setUpDone', 'opening'].includes(stepOf(slot)) && (slot.flow.canGoBack() || slots.some(isOpen));

  const notify = (): void => {
    if (slots.length === 0) return;
    const atDoor = door === undefined ? undefined : slotOf(door);
    if (atDoor !== undefined && isOpen(atDoor)) {
      wanted = atDoor.id;
      door = undefined;
    }
    const at = visible();
    if (isOpen(at)) wanted = at.id;
    for (const slot of slots) {
      if (isOpen(slot) === slot.wasOpen) continue;
      slot.wasOpen = isOpen(slot);
      for (const listener of mailboxListeners) listener(slot.id, slot.wasOpen);
    }
    const inner = at.flow.gate();
    if (told?.gate !== inner || told.slot !== at) {
      told = { gate: inner, slot: at };
      for (const listener of gateListeners) listener(gateOf(at));
    }
    const next = household();
    const text = JSON.stringify(next);
    if (text === toldHousehold) return;
    toldHousehold = text;
    for (const listener of householdListeners) listener(next);
  };

  /** The list of accounts as one account's sign-in sees it: itself, if it is there yet. */
  const ownEntry = (slot: Slot): AccountList => ({
    first: () => keptOf(slot),
    put: (entry) => {
      const before = keptOf(slot);
      if (before !== undefined && !sameAddress(before.address, entry.address)) moveOut(slot, before);
      const { id, kind, name, colour } = slot;
      const own: KeptAccount = { ...entry, id, kind, name, colour };
      save(
        kept.some((one) => one.id === slot.id) ? kept.map((one) => (one.id === slot.id ? own : one)) : [...kept, own],
      );
    },
    remove: (address) => {
      const before = keptOf(slot);
      if (before !== undefined && sameAddress(before.address, address)) save(kept.filter((one) => one.id !== slot.id));
    },
  });

  /** Somebody signed in with another address where an account waited: both stay, under ids of their own. */
  const moveOut = (slot: Slot, before: KeptAccount): void => {
    slot.id = ports.newAccountId();
    slot.name = '';
    slot.colour = freeColour();
    if (door === before.id) door = slot.id;
    const left = newSlot(before);
    slots = slots.flatMap((one) => (one === slot ? [left, slot] : [one]));
    void left.flow.begin();
  };

  const isHere = (slot: Slot, address: string): boolean =>
    slots.some((other) => {
      const gate = other.flow.gate();
      const theirs = keptOf(other)?.address ?? (gate.step === 'mailbox' ? gate.address : '');
      return other !== slot && sameAddress(theirs, address);
    });

  const renew = (slot: Slot, beginning?: MailBeginning): LoginFlow => {
    const engine = (): MailEnginePort => ports.engineOf(slot.id);
    const own: LoginPorts = {
      ...ports,
      accounts: ownEntry(slot),
      engine: {
        open: (...order) => engine().open(...order),
        close: () => engine().close(),
        forget: (address) => engine().forget(address),
      },
      isElsewhere: (address) => isHere(slot, address),
    };
    return renewFlow(slot, own, notify, beginning);
  };

  const freeColour = (): AccountColour =>
    accountColours.find((colour) => slots.every((slot) => slot.colour !== colour)) ??
    accountColours[slots.length % accountColours.length] ??
    'petrol';

  const newSlot = (entry?: KeptAccount, kind: AccountKind = 'server', beginning?: MailBeginning): Slot => {
    const look = entry ?? { id: ports.newAccountId(), kind, name: '', colour: freeColour() };
    const slot = { id: look.id, kind: look.kind, name: look.name, colour: look.colour, wasOpen: false } as Slot;
    renew(slot, beginning);
    return slot;
  };

  const admit = async (kind?: AccountKind, beginning?: MailBeginning): Promise<Slot> => {
    const slot = newSlot(undefined, kind, beginning);
    slots.push(slot);
    await slot.flow.begin();
    return slot;
  };

  /** Takes a slot out; a house is never without one to sign in at. */
  const drop = async (slot: Slot): Promise<void> => {
    slots = slots.filter((one) => one !== slot);
    if (door === slot.id) door = undefined;
    if (slots.length === 0) await admit();
    notify();
  };

  const shut = async (slot: Slot): Promise<void> => {
    if (keptOf(slot) === undefined) return drop(slot);
    if (door === slot.id) door = undefined;
    await renew(slot).begin();
    notify();
  };

  const farewell = createFarewell(ports, {
    keptOf,
    isOpen,
    count: () => slots.length,
    has: (slot) => slots.includes(slot),
    unlist: (slot) => save(kept.filter((one) => one.id !== slot.id)),
    drop,
    notify,
  });

  return {
    gate: () => gateOf(visible()),
    gateOf: (account) => {
      const slot = slotOf(account);
      return slot === undefined ? { step: 'starting' } : gateOf(slot);
    },
    household,
    onGate: (listener) => void gateListeners.push(listener),
    onHousehold: (listener) => void householdListeners.push(listener),
    onMailbox: (listener) => void mailboxListeners.push(listener),
    begin: async () => {
      kept = ports.book.read();
      for (const entry of kept) slots.push(newSlot(entry));
      wanted = slots[0]?.id ?? '';
      if (slots.length === 0) await admit();
      else await Promise.all(slots.map((slot) => slot.flow.begin()));
      notify();
    },
    act: async (event) => {
      const slot = visible();
      if (event.type === 'signOut') {
        if (!isOpen(slot)) return false;
        await farewell.signOut(slot, { keepMail: event.keepMail ?? false, anyway: true });
        return true;
      }
      // Signing in again is a door of its own: the other accounts stay behind it.
      if ((event.type === 'startOver' || event.type === 'checkServer') && isOpen(slot)) door = slot.id;
      const accepted = await slot.flow.act(event);
      if (event.type === 'retryKeychain' && accepted) {
        const waiting = slots.filter((one) => one !== slot && stepOf(one) === 'keychain');
        await Promise.all(waiting.map((one) => one.flow.act(event)));
      }
      return accepted;
    },
    flowOf: (account) => (account === undefined ? visible() : slotOf(account))?.flow,
    chooseKind: async (kind, beginning) => {
      const slot = visible();
      if (slot.kind === kind || !['signIn', 'mailAccount'].includes(stepOf(slot))) return wrongStep;
      if (keptOf(slot) !== undefined) {
        // What waits here for its own sign-in stays what it is.
        door = (await admit(kind, beginning)).id;
      } else if (kind === 'server' && slots.length > 1 && !slots.some(isOpen)) {
        await drop(slot);
      } else {
        slot.kind = kind;
        await Promise.all([slot.flow.end(), renew(slot, beginning).begin()]);
      }
      notify();
      return done;
    },
    mailFlowOf: (account) => (account === undefined ? visible() : slotOf(account))?.mailFlow,
    shown: () => visible().id,
    show: (account) => {
      const slot = slotOf(account);
      if (slot === undefined) return noSuchEntity;
      const at = visible();
      // A sign-in under way is left first: it must not stay behind unseen.
      if (!isOpen(at) && (keptOf(at) === undefined || !['signIn', 'mailAccount', 'keychain'].includes(stepOf(at))))
        return wrongStep;
      if (isOpen(slot)) wanted = account;
      door = isOpen(slot) ? undefined : account;
      notify();
      return done;
    },
    add: async () => {
      if (door !== undefined || !isOpen(visible())) return wrongStep;
      door = (await admit()).id;
      notify();
      return done;
    },
    leave: async () => {
      const slot = visible();
      if (!canLeave(slot)) return wrongStep;
      if (slot.flow.canGoBack()) {
        await slot.flow.act({ type: 'backToMail' });
        return done;
      }
      const { flow } = slot;
      // Before its end is waited for, so that nothing that still comes in is shown or kept.
      await Promise.all([flow.end(), shut(slot)]);
      return done;
    },
    edit: (account, look) => {
      const slot = slotOf(account);
      if (slot === undefined) return noSuchEntity;
      Object.assign(slot, look);
      save(kept.map((entry) => (entry.id === account ? { ...entry, ...look } : entry)));
      notify();
      return done;
    },
    arrange: (accounts) => {
      const place = new Map(accounts.map((account, index) => [account, index]));
      const order = (id: string): number => place.get(id) ?? accounts.length;
      slots = [...slots].sort((a, b) => order(a.id) - order(b.id));
      save([...kept].sort((a, b) => order(a.id) - order(b.id)));
      notify();
      return done;
    },
    signOut: async (account, leaving) => {
      const slot = slotOf(account);
      if (slot === undefined) return noSuchEntity;
      if (!isOpen(slot)) return wrongStep;
      const left = await farewell.signOut(slot, leaving);
      return left.ok ? done : left;
    },
    remove: async (account, leaving) => {
      const slot = slotOf(account);
      if (slot === undefined || (keptOf(slot) === undefined && !isOpen(slot))) return noSuchEntity;
      const left = await farewell.remove(slot, leaving);
      return left.ok ? done : left;
    },
    mailRefused: (account, reason) => slotOf(account)?.flow.mailRefused(reason),
    end: async () => {
      await Promise.all(slots.map((slot) => slot.flow.end()));
    },
  };
};
