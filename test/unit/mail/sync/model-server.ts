import { fail, succeed } from '../../../../app/domain/result.ts';
import type { Extension, ServerState } from '../../../../app/mail/sync/planner.ts';
import type { RemoteAccount, SelectedFolder, WatchedFolder } from '../../../../app/mail/sync/ports.ts';
import type { FetchedMessage, FlagChange } from '../../../../app/store/port.ts';

type Held = { uid: number; flags: string[]; modSeq: number; subject: string };

/** Thrown where a real connection would be lost. */
const cut = Object.assign(new Error('cut'), { cid: 'model' });

const fetched = (held: Held, withModSeq: boolean): FetchedMessage => ({
  uid: held.uid,
  modSeq: withModSeq ? String(held.modSeq) : undefined,
  flags: held.flags,
  receivedAt: held.uid * 1000,
  size: 100,
  hasAttachment: false,
  headers: {
    subject: held.subject,
    from: [],
    replyTo: [],
    to: [],
    cc: [],
    sentAt: undefined,
    messageId: `${held.subject}@model`,
    references: [],
    listId: '',
  },
});

/** One folder, INBOX, of a server that follows the protocol; its connections can be cut after so many commands. */
export const createModelServer = (extension: Extension) => {
  let messages: Held[] = [];
  let expunged: { uid: number; modSeq: number }[] = [];
  let uidValidity = 1;
  let uidNext = 1;
  let modSeq = 1;
  let appended = 0;
  let commandsLeft = Number.POSITIVE_INFINITY;
  let between: () => void = () => undefined;
  const log: string[] = [];

  const command = (name: string): void => {
    log.push(name);
    commandsLeft -= 1;
    if (commandsLeft < 0) throw cut;
    between();
  };
  const state = (): ServerState => ({
    uidValidity: String(uidValidity),
    uidNext,
    exists: messages.length,
    highestModSeq: extension === 'none' ? undefined : String(modSeq),
  });
  const change = ({ uid, flags, modSeq: at }: Held): FlagChange => ({
    uid,
    flags,
    modSeq: extension === 'none' ? undefined : String(at),
  });
  const within = ({ from, to }: { from: number; to: number }) => messages.filter(({ uid }) => uid >= from && uid <= to);

  const select = (since: { uidValidity: string; highestModSeq: string } | undefined): SelectedFolder => {
    command('SELECT');
    const known = since !== undefined && extension === 'qresync' && since.uidValidity === String(uidValidity);
    const after = known ? Number(since.highestModSeq) : 0;
    return {
      state: state(),
      extension,
      changes: known
        ? {
            flags: messages.filter((held) => held.modSeq > after).map(change),
            vanished: expunged.filter((held) => held.modSeq > after).map(({ uid }) => uid),
          }
        : undefined,
      flags: async (range, since) => {
        command('FLAGS');
        return within(range)
          .filter((held) => since === undefined || held.modSeq > Number(since))
          .map(change);
      },
      uids: async (range) => {
        command('SEARCH');
        return within(range).map(({ uid }) => uid);
      },
      messages: async (ranges) => {
        command('FETCH');
        return ranges.flatMap(within).map((held) => fetched({ ...held }, extension !== 'none'));
      },
      newest: async (count) => {
        command('NEWEST');
        return messages.slice(-count).map((held) => fetched({ ...held }, extension !== 'none'));
      },
      sources: async () => [],
      withoutAttachments: async () => undefined,
    };
  };

  /**
   * What the connection that listens was told: others' messages are seen by it only once it is told of them. A folder
   * that is no more ends it.
   */
  let told = { uidValidity, exists: 0, uidNext: 1 };
  let spoken = 0;
  const tell = (): void => {
    if (told.uidValidity !== uidValidity) return;
    told = { uidValidity, exists: messages.length, uidNext };
    spoken = Math.max(spoken, ...messages.map((held) => held.modSeq));
  };
  const watched = (): WatchedFolder => {
    const ask = (name: string): void => {
      command(name);
      if (told.uidValidity !== uidValidity) throw cut;
    };
    const seen = (range: { from: number; to: number }) => {
      const held = within(range).filter(({ uid }) => uid < told.uidNext);
      spoken = Math.max(spoken, ...held.map((each) => each.modSeq));
      return held;
    };
    return {
      uidValidity: String(told.uidValidity),
      extension: extension === 'none' ? 'none' : 'condstore',
      exists: () => told.exists,
      spokenOf: () => (extension === 'none' || spoken === 0 ? undefined : String(spoken)),
      ask: async () => {
        ask('NOOP');
        tell();
      },
      flags: async (range, since) => {
        ask('FLAGS');
        return seen(range)
          .filter((held) => since === undefined || held.modSeq > Number(since))
          .map(change);
      },
      messages: async (ranges) => {
        ask('FETCH');
        return ranges.flatMap(seen).map((held) => fetched({ ...held }, extension !== 'none'));
      },
    };
  };

  const remote: Pick<RemoteAccount, 'inFolder' | 'inWatched' | 'list'> = {
    inWatched: async (_path, _options, work) => {
      try {
        return succeed(await work(watched()));
      } catch (error) {
        if (error === cut) return fail({ code: 'mailUnavailable', cause: 'offline' });
        throw error;
      }
    },
    list: async () =>
      succeed([
        {
          facts: {
            path: 'INBOX',
            delimiter: '/',
            role: 'inbox',
            roleSource: 'server',
            selectable: true,
            subscribed: true,
          },
          state: state(),
        },
      ]),
    inFolder: async (_path, { since }, work) => {
      try {
        return succeed(await work(select(since)));
      } catch (error) {
        if (error === cut) return fail({ code: 'mailUnavailable', cause: 'offline' });
        throw error;
      }
    },
  };

  return {
    remote,
    state,
    log,
    /** The connection that listens is told of everything; `anew`: it had to select the folder again. */
    tell: (anew = false): void => {
      if (anew && told.uidValidity !== uidValidity) spoken = 0;
      if (anew) told = { ...told, uidValidity };
      tell();
    },
    /** Connections end after so many further commands. */
    cutAfter: (commands: number) => {
      commandsLeft = commands;
    },
    /** Runs at every command: another client's doing. */
    meanwhile: (act: () => void) => {
      between = act;
    },
    append: (count: number): void => {
      for (let each = 0; each < count; each += 1) {
        modSeq += 1;
        appended += 1;
        messages.push({ uid: uidNext, flags: [], modSeq, subject: `message ${appended}` });
        uidNext += 1;
      }
    },
    flag: (place: number, flag: string): void => {
      const held = messages[Math.floor(place * messages.length)];
      if (held === undefined) return;
      modSeq += 1;
      held.modSeq = modSeq;
      held.flags = held.flags.includes(flag) ? held.flags.filter((each) => each !== flag) : [...held.flags, flag];
    },
    expunge: (place: number): void => {
      const [held] = messages.splice(Math.floor(place * messages.length), 1);
      if (held === undefined) return;
      // Only QRESYNC has expunges raise the mod-seq.
      if (extension === 'qresync') modSeq += 1;
      expunged.push({ uid: held.uid, modSeq });
    },
    /** UIDs that are given out and never used. */
    skipUids: (count: number): void => {
      uidNext += count;
    },
    deleteAndRecreate: (): void => {
      uidValidity += 1;
      uidNext = 1;
      messages = [];
      expunged = [];
      modSeq += 1;
    },
    contents: (): string[] =>
      messages.map(({ uid, flags, subject }) => `${uid} ${[...flags].sort().join(' ')} ${subject}`),
  };
};
