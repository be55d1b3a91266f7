import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { InputOf } from '../../../app/contract/area.ts';
import type { Contract } from '../../../app/contract/contract.ts';
import type { ConversationPlace, ConversationRow } from '../../../app/domain/conversation.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import type { Folder, MessageRow } from '../../../app/domain/mail.ts';
import { mail } from '../../bridge.ts';
import { useToast } from '../../components/toasts.tsx';
import { useUndo } from '../../components/undo.tsx';
import type { Conversations } from '../../hooks/use-conversations.ts';
import { currentPreferences, putPreferences } from '../../hooks/use-preferences.ts';
import { conversationOf } from '../../logic/conversation-of.ts';
import { newFolderPath } from '../../logic/folders.ts';
import { type ListLines, lineAfter, noLines, placeOf } from '../../logic/list-lines.ts';
import { goTo, type Selection, targetsOf } from '../../logic/selection.ts';
import { dateAndTimeOf } from '../../text/dates.ts';
import { failureText } from '../../text/failure-text.ts';
import type { TextKey } from '../../text/keys.ts';
import { folderName } from './folder-names.ts';

type Command = InputOf<Contract['mail']['methods']['act']>['command'];
/** A question before something that cannot be taken back. */
export type Question = {
  readonly title: string;
  readonly means: string;
  readonly verb: string;
  readonly yes: () => void;
};

type Threads = readonly number[];

/** What can be done to conversations. Without `threads` it is done to what is chosen. */
export type Verbs = {
  readonly archive: (threads?: Threads) => void;
  readonly remove: (threads?: Threads) => void;
  /** To the junk, or from there back to the inbox. */
  readonly junk: (threads?: Threads) => void;
  readonly flag: (threads?: Threads) => void;
  readonly unread: (threads?: Threads) => void;
  readonly move: (to: Folder, threads?: Threads) => void;
  /** Makes a folder at the top and moves there. */
  readonly moveToNew: (name: string, threads?: Threads) => void;
  readonly snooze: (until: Date, threads?: Threads) => void;
  readonly unsnooze: (threads?: Threads) => void;
  readonly markAllRead: (folder: Folder) => void;
  readonly empty: (folder: Folder) => void;
  /** One command about folders; what was done is said with a way back. */
  readonly folderCommand: (command: Command, said: string) => Promise<boolean>;
};

/** As many messages as one command takes. */
const most = 10_000;
/** Rows asked for to know what is flagged or unread; of more, everything is marked. */
const mostRows = 500;

const refused: Readonly<Record<string, TextKey>> = {
  flag: 'refused.flag',
  move: 'refused.move',
  copy: 'refused.copy',
  expunge: 'refused.expunge',
  createFolder: 'refused.createFolder',
  renameFolder: 'refused.renameFolder',
  deleteFolder: 'refused.deleteFolder',
  subscribe: 'refused.subscribe',
};

/** A single message that a search found, whatever folder it is in. */
export type FoundTarget = {
  readonly row: MessageRow | undefined;
  readonly patch: (key: MessageRow['key'], change: Partial<Pick<MessageRow, 'unread' | 'flagged'>>) => void;
};

type Parts = {
  readonly conversations: Conversations;
  /** While something is searched for: the message that was found and is at hand. */
  readonly found: FoundTarget | undefined;
  readonly folders: readonly Folder[];
  /** The folder that is shown, if it is one. */
  readonly folder: Folder | undefined;
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
  readonly ask: (question: Question) => void;
};

/** Tells of commands that the server did not carry out, with its own words. */
const useRefusals = (): void => {
  const { t } = useTranslation();
  const toast = useToast();
  useEffect(
    () =>
      mail.on.commandSettled((report) => {
        const key = refused[report.kind];
        if (report.outcome !== 'refused' || key === undefined) return;
        const words = report.refusal?.text ?? '';
        toast({
          tone: 'danger',
          text: t(key),
          ...(words === '' ? {} : { detail: t('refused.words', { words }) }),
        });
      }),
    [t, toast],
  );
};

/** What can be done to messages: shown at once, kept, told to the server, and taken back with one key. */
export const useVerbs = (parts: Parts): Verbs => {
  const { t } = useTranslation();
  const toast = useToast();
  const undo = useUndo();
  useRefusals();
  const latest = useRef(parts);
  latest.current = parts;

  return useMemo(() => {
    const lines = (): ListLines => latest.current.conversations.lines ?? noLines;
    const chosen = (threads: Threads | undefined): Threads => {
      const { found, selection } = latest.current;
      if (found !== undefined) return found.row === undefined ? [] : [found.row.threadId];
      return threads ?? targetsOf(selection, lines());
    };
    const patch = (threads: Threads, change: Partial<Pick<MessageRow, 'unread' | 'flagged'>>): void => {
      const { found, conversations } = latest.current;
      if (found === undefined) conversations.patch(new Set(threads), () => change);
      else if (found.row !== undefined) found.patch(found.row.key, change);
    };
    const failed = (failure: Failure): void => {
      const { title, next } = failureText(t, failure);
      toast({ tone: 'danger', text: title, detail: next });
    };

    const idsOf = async (place: ConversationPlace, threads: Threads | undefined, unreadOnly = false) => {
      const reply = await mail.messageIds({
        place,
        unreadOnly,
        ...(threads === undefined ? {} : { threads: Float64Array.from(threads) }),
      });
      if (!reply.ok) failed(reply.error);
      return reply.ok ? [...reply.value.ids] : [];
    };
    const rowsOf = async (threads: Threads): Promise<ConversationRow[] | undefined> => {
      const { conversations, found } = latest.current;
      if (found !== undefined) return found.row === undefined ? [] : [conversationOf(found.row)];
      const all = lines();
      const places = threads.flatMap((thread) => placeOf(all, thread) ?? []);
      if (places.length > mostRows) return undefined;
      const heads = places.map((at) => all.heads[at] ?? 0);
      const reply = await mail.conversationRows({ place: conversations.place, heads });
      if (!reply.ok) failed(reply.error);
      return reply.ok ? reply.value.rows : [];
    };
    /** @returns how to take it back; undefined when nothing was done */
    const order = async (
      ids: readonly number[],
      commandOf: (ids: number[]) => Command,
    ): Promise<(() => void) | undefined> => {
      const done: string[] = [];
      for (let from = 0; from < ids.length; from += most) {
        const reply = await mail.act({ command: commandOf(ids.slice(from, from + most)) });
        if (!reply.ok) {
          failed(reply.error);
          break;
        }
        done.push(reply.value.id);
      }
      return done.length === 0 ? undefined : () => void takeBack(done);
    };
    const takeBack = async (commands: readonly string[]): Promise<void> => {
      for (const id of [...commands].reverse()) {
        const reply = await mail.undo({ id });
        if (!reply.ok) {
          toast({ tone: 'danger', text: t('verb.notUndone') });
          return;
        }
      }
    };
    /** The line one is at goes on to the next that stays. */
    const leave = (threads: Threads): void => {
      const { selection, select, found } = latest.current;
      if (found !== undefined) return;
      const gone = new Set(threads);
      const isGone = selection.current !== undefined && gone.has(selection.current);
      const next = isGone ? lineAfter(lines(), placeOf(lines(), selection.current), gone) : selection.current;
      select(goTo(next));
    };
    const headsOf = (threads: Threads): number[] => {
      const { found } = latest.current;
      if (found !== undefined) return found.row === undefined ? [] : [found.row.id];
      const all = lines();
      return threads.flatMap((thread) => all.heads[placeOf(all, thread) ?? -1] ?? []);
    };
    const idsOfThreads = async (threads: Threads): Promise<number[]> => {
      const { found, conversations } = latest.current;
      if (found !== undefined) return found.row === undefined ? [] : [found.row.id];
      return idsOf(conversations.place, threads);
    };
    /** Something that takes conversations out of the list. */
    const away = async (
      threads: Threads,
      commandOf: (ids: number[]) => Command,
      said: (count: number) => string,
    ): Promise<void> => {
      if (threads.length === 0) return;
      const ids = idsOfThreads(threads);
      leave(threads);
      const back = await order(await ids, commandOf);
      if (back !== undefined) undo.did({ text: said(threads.length), undo: back });
    };
    const moveTo = (path: string, name: string, threads: Threads): Promise<void> =>
      away(
        threads,
        (ids) => ({ kind: 'move', ids, to: path }),
        (count) => t('verb.moved', { count, folder: name }),
      );
    const folderCommand = async (command: Command, said: string): Promise<boolean> => {
      const reply = await mail.act({ command });
      if (!reply.ok) {
        failed(reply.error);
        return false;
      }
      undo.did({ text: said, undo: () => void takeBack([reply.value.id]) });
      return true;
    };
    const makeFolder = async (path: string): Promise<boolean> => {
      const reply = await mail.act({ command: { kind: 'createFolder', path } });
      if (!reply.ok) failed(reply.error);
      return reply.ok;
    };
    const remember = ({ path }: Folder): void => {
      const { recentFolders } = currentPreferences().list;
      const recent = [path, ...recentFolders.filter((other) => other !== path)].slice(0, 8);
      void putPreferences({ group: 'list', values: { recentFolders: recent } });
    };
    /** The folder of what is at hand. */
    const where = (): Folder | undefined => {
      const { found, folder, folders } = latest.current;
      return found === undefined ? folder : folders.find(({ path }) => path === found.row?.key.folder);
    };
    const isForGood = (): boolean => ['bin', 'junk'].includes(where()?.role ?? '');

    return {
      archive: (threads) => {
        if (where()?.role === 'archive') return;
        void away(
          chosen(threads),
          (ids) => ({ kind: 'archive', ids }),
          (count) => t('verb.archived', { count }),
        );
      },
      remove: (given) => {
        const threads = chosen(given);
        if (threads.length === 0) return;
        if (!isForGood()) {
          void away(
            threads,
            (ids) => ({ kind: 'delete', ids }),
            (count) => t('verb.removed', { count }),
          );
          return;
        }
        latest.current.ask({
          title: t('verb.forGood.title', { count: threads.length }),
          means: t('verb.forGood.means'),
          verb: t('verb.forGood.yes'),
          yes: () => {
            const ids = idsOfThreads(threads);
            leave(threads);
            void ids.then((all) => order(all, (some) => ({ kind: 'delete', ids: some })));
          },
        });
      },
      junk: async (given) => {
        const { folders } = latest.current;
        const threads = chosen(given);
        const back = where()?.role === 'junk';
        const target = folders.find(({ role }) => role === (back ? 'inbox' : 'junk'));
        const path = target?.path ?? newFolderPath(folders, 'Junk');
        if (threads.length === 0 || (target === undefined && !(await makeFolder(path)))) return;
        await away(
          threads,
          (ids) => ({ kind: 'move', ids, to: path }),
          (count) => t(back ? 'verb.notJunk' : 'verb.junk', { count }),
        );
      },
      flag: async (given) => {
        const threads = chosen(given);
        const rows = await rowsOf(threads);
        const all = rows?.every(({ flagged }) => flagged) === true;
        const ids =
          rows === undefined
            ? await idsOf(latest.current.conversations.place, threads)
            : rows.flatMap((row) => (all ? row.flaggedIds : row.flagged ? [] : [row.id]));
        patch(threads, { flagged: !all });
        const back = await order(ids, (some) => ({
          kind: 'flag',
          ids: some,
          add: all ? [] : ['\\Flagged'],
          remove: all ? ['\\Flagged'] : [],
        }));
        if (back !== undefined) {
          undo.did({ text: t(all ? 'verb.unflagged' : 'verb.flagged', { count: threads.length }), undo: back });
        }
      },
      unread: async (given) => {
        const threads = chosen(given);
        const rows = await rowsOf(threads);
        const toRead = rows === undefined || rows.some(({ unread }) => unread);
        const ids =
          rows === undefined
            ? await idsOf(latest.current.conversations.place, threads, true)
            : rows.flatMap((row) => (toRead ? row.unreadIds : [row.id]));
        patch(threads, { unread: !toRead });
        const back = await order(ids, (some) => ({
          kind: 'flag',
          ids: some,
          add: toRead ? ['\\Seen'] : [],
          remove: toRead ? [] : ['\\Seen'],
        }));
        if (back !== undefined) {
          undo.did({ text: t(toRead ? 'verb.read' : 'verb.unread', { count: threads.length }), undo: back });
        }
      },
      move: (to, threads) => {
        remember(to);
        void moveTo(to.path, folderName(t, to), chosen(threads));
      },
      moveToNew: async (name, given) => {
        const threads = chosen(given);
        const path = newFolderPath(latest.current.folders, name);
        if (await makeFolder(path)) await moveTo(path, name, threads);
      },
      snooze: async (until, given) => {
        const threads = chosen(given);
        const heads = headsOf(threads).slice(0, most);
        if (heads.length === 0) return;
        leave(threads);
        const reply = await mail.snooze({ heads, until: until.getTime() });
        if (!reply.ok) return failed(reply.error);
        undo.did({
          text: t('verb.snoozed', { count: heads.length, when: dateAndTimeOf(until.toISOString()) }),
          undo: () => void mail.unsnooze({ heads }),
        });
      },
      unsnooze: async (given) => {
        const heads = headsOf(chosen(given));
        if (heads.length === 0) return;
        const reply = await mail.unsnooze({ heads: heads.slice(0, most) });
        if (!reply.ok) failed(reply.error);
      },
      markAllRead: async (folder) => {
        const ids = await idsOf({ kind: 'folder', folder: folder.path }, undefined, true);
        const back = await order(ids, (some) => ({ kind: 'flag', ids: some, add: ['\\Seen'], remove: [] }));
        if (back !== undefined) undo.did({ text: t('verb.allRead', { count: ids.length }), undo: back });
      },
      empty: (folder) =>
        latest.current.ask({
          title: t('verb.empty.title', { folder: folderName(t, folder) }),
          means: t('verb.empty.means', { count: folder.total }),
          verb: t('verb.empty.yes'),
          yes: () =>
            void idsOf({ kind: 'folder', folder: folder.path }, undefined).then((ids) =>
              order(ids, (some) => ({ kind: 'delete', ids: some })),
            ),
        }),
      folderCommand,
    };
  }, [t, toast, undo]);
};
