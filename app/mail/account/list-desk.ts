import type { Failure } from '../../domain/failure.ts';
import type { FolderRole } from '../../domain/mail.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { StoreChange } from '../../store/port.ts';
import type { WritingStore } from '../../store/sqlite/open-mail-store.ts';
import { createSnoozes } from '../../store/sqlite/snoozes.ts';
import type { Clock } from '../clock.ts';
import { createAlarm } from './alarm.ts';

type Nothing = Record<string, never>;

/** What a person arranges here alone; the server hears nothing of it. */
export type ListMethods = {
  readonly snooze: (input: {
    readonly heads: readonly number[];
    readonly until: number;
  }) => Promise<Result<Nothing, Failure>>;
  readonly unsnooze: (input: { readonly heads: readonly number[] }) => Promise<Result<Nothing, Failure>>;
  readonly chooseRole: (input: {
    readonly folder: string;
    readonly role?: FolderRole | undefined;
  }) => Promise<Result<Nothing, Failure>>;
};

export type ListDesk = {
  readonly methods: ListMethods;
  /** Brings back what is due, and finds again what a cache made anew has under other ids. */
  readonly look: () => void;
  readonly close: () => void;
};

const done = succeed<Nothing>({});

/**
 * @param changed hears what is shown in another way from now on
 * @param touched hears of a folder that is another one from now on
 */
export const openListDesk = (options: {
  readonly store: WritingStore;
  readonly clock: Clock;
  readonly changed: (change: StoreChange) => void;
  readonly touched: (path: string) => void;
}): ListDesk => {
  const { store, clock, changed, touched } = options;
  const snoozes = createSnoozes(store.database);
  const alarm = createAlarm(clock, snoozes.next, (now) => changed(snoozes.wake(now)));
  return {
    methods: {
      snooze: async ({ heads, until }) => {
        changed(snoozes.put(heads, until));
        alarm.set();
        return done;
      },
      unsnooze: async ({ heads }) => {
        changed(snoozes.remove(heads));
        alarm.set();
        return done;
      },
      chooseRole: async ({ folder, role }) => {
        const found = store.folder(folder);
        if (found === undefined) return fail({ code: 'noSuchEntity' });
        // Of two folders of one role, nobody could say which is meant.
        for (const other of store.folders()) {
          if (role !== undefined && role !== 'none' && other.id !== found.id && other.chosenRole === role) {
            store.chooseRole(other.id, undefined);
          }
        }
        store.chooseRole(found.id, role);
        touched(folder);
        return done;
      },
    },
    look: () => {
      changed(snoozes.reattach());
      alarm.set();
    },
    close: alarm.end,
  };
};
