import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { InputOf, Reply } from '../../../app/contract/area.ts';
import type { Bridge, Contract } from '../../../app/contract/contract.ts';
import { ownerOfFolder, ownFolder, ownId } from '../../../app/domain/account-numbers.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import type { Folder } from '../../../app/domain/mail.ts';
import { mail, mailOf } from '../../bridge.ts';
import { useToast } from '../../components/toasts.tsx';
import { useUndo } from '../../components/undo.tsx';
import { currentPreferences, putPreferences } from '../../hooks/use-preferences.ts';
import { newFolderPath } from '../../logic/folders.ts';
import { dateAndTimeOf } from '../../text/dates.ts';
import { failureText } from '../../text/failure-text.ts';
import { type AtHand, type Lines, messageIds } from './at-hand.ts';
import { folderName } from './folder-names.ts';
import { useRefusals } from './use-refusals.ts';

type Command = InputOf<Contract['mail']['methods']['act']>['command'];
/** A question before something that cannot be taken back. */
export type Question = {
  readonly title: string;
  readonly means: string;
  readonly verb: string;
  readonly yes: () => void;
};

/** What can be done to conversations, or to messages that were found. Without `lines` it is done to what is chosen. */
export type Verbs = {
  readonly archive: (lines?: Lines) => void;
  readonly remove: (lines?: Lines) => void;
  /** To the junk, or from there back to the inbox. */
  readonly junk: (lines?: Lines) => void;
  readonly flag: (lines?: Lines) => void;
  readonly unread: (lines?: Lines) => void;
  readonly move: (to: Folder, lines?: Lines) => void;
  /** Makes a folder at the top and moves there. */
  readonly moveToNew: (name: string, lines?: Lines) => void;
  readonly snooze: (until: Date, lines?: Lines) => void;
  readonly unsnooze: (lines?: Lines) => void;
  readonly markAllRead: (folder: Folder) => void;
  readonly empty: (folder: Folder) => void;
  /** One command about folders; what was done is said with a way back. */
  readonly folderCommand: (command: Command, said: string) => Promise<boolean>;
};

/** As many messages as one command takes. */
const most = 10_000;

type Parts = {
  readonly hand: AtHand;
  readonly folders: readonly Folder[];
  readonly ask: (question: Question) => void;
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
    const hand = (): AtHand => latest.current.hand;
    const chosen = (lines: Lines | undefined): Lines => lines ?? hand().chosen();
    const failed = (failure: Failure): void => {
      const { title, next } = failureText(t, failure);
      toast({ tone: 'danger', text: title, detail: next });
    };
    /** What was answered; failures are told. */
    const told = async <Value>(asked: Promise<Reply<Value>>, otherwise: Value): Promise<Value> => {
      const reply = await asked;
      if (reply.ok) return reply.value;
      failed(reply.error);
      return otherwise;
    };
    /** @returns how to take it back; undefined when nothing was done */
    const order = async (
      ids: readonly number[],
      commandOf: (ids: number[]) => Command,
      by: Bridge['mail'] = mail,
    ): Promise<(() => void) | undefined> => {
      const done: string[] = [];
      for (let from = 0; from < ids.length; from += most) {
        const reply = await by.act({ command: commandOf(ids.slice(from, from + most)) });
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
    const idsOf = (lines: Lines): Promise<readonly number[]> => told(hand().ids(lines), []);
    const inFolder = (folder: Folder, unreadOnly: boolean): Promise<readonly number[]> =>
      told(messageIds({ kind: 'folder', folder: folder.path }, undefined, unreadOnly), []);
    /** Something that takes conversations out of the list. */
    const away = async (
      lines: Lines,
      commandOf: (ids: number[]) => Command,
      said: (count: number) => string,
      by: Bridge['mail'] = mail,
    ): Promise<void> => {
      if (lines.length === 0) return;
      const ids = idsOf(lines);
      hand().leave(lines);
      const back = await order(await ids, commandOf, by);
      if (back !== undefined) undo.did({ text: said(lines.length), undo: back });
    };
    const moveTo = (path: string, name: string, lines: Lines): Promise<void> => {
      // Among all inboxes a folder is one account's own: that account is told, in its own numbers.
      const owner = ownerOfFolder(path);
      return away(
        lines,
        (ids) => ({
          kind: 'move',
          ids: owner === undefined ? ids : ids.map((id) => ownId(id).id),
          to: ownFolder(path),
        }),
        (count) => t('verb.moved', { count, folder: name }),
        owner === undefined ? mail : mailOf(owner),
      );
    };
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
    const remember = (to: Folder): void => {
      const path = ownFolder(to.path);
      const { recentFolders } = currentPreferences().list;
      const recent = [path, ...recentFolders.filter((other) => other !== path)].slice(0, 8);
      void putPreferences({ group: 'list', values: { recentFolders: recent } });
    };
    const areIn = (lines: Lines, role: Folder['role']): boolean => {
      const there = hand().folders(lines);
      return there.length > 0 && there.every((folder) => folder.role === role);
    };
    const isForGood = (lines: Lines): boolean =>
      hand()
        .folders(lines)
        .some(({ role }) => role === 'bin' || role === 'junk');
    /** One mark of messages, on or off: seen at once, and taken back as one. */
    const mark = async (
      lines: Lines,
      flag: string,
      on: boolean,
      ids: readonly number[],
      said: string,
    ): Promise<void> => {
      hand().patch(lines, flag === '\\Seen' ? { unread: !on } : { flagged: on });
      const back = await order(ids, (some) => ({
        kind: 'flag',
        ids: some,
        add: on ? [flag] : [],
        remove: on ? [] : [flag],
      }));
      if (back !== undefined) undo.did({ text: said, undo: back });
    };

    return {
      archive: (given) => {
        const lines = chosen(given);
        if (areIn(lines, 'archive')) return;
        void away(
          lines,
          (ids) => ({ kind: 'archive', ids }),
          (count) => t('verb.archived', { count }),
        );
      },
      remove: (given) => {
        const lines = chosen(given);
        if (lines.length === 0) return;
        if (!isForGood(lines)) {
          void away(
            lines,
            (ids) => ({ kind: 'delete', ids }),
            (count) => t('verb.removed', { count }),
          );
          return;
        }
        latest.current.ask({
          title: t('verb.forGood.title', { count: lines.length }),
          means: t('verb.forGood.means'),
          verb: t('verb.forGood.yes'),
          yes: () => {
            const ids = idsOf(lines);
            hand().leave(lines);
            void ids.then((all) => order(all, (some) => ({ kind: 'delete', ids: some })));
          },
        });
      },
      junk: async (given) => {
        const { folders } = latest.current;
        const lines = chosen(given);
        const back = areIn(lines, 'junk');
        const target = folders.find(({ role }) => role === (back ? 'inbox' : 'junk'));
        const path = target?.path ?? newFolderPath(folders, 'Junk');
        if (lines.length === 0 || (target === undefined && !(await makeFolder(path)))) return;
        await away(
          lines,
          (ids) => ({ kind: 'move', ids, to: path }),
          (count) => t(back ? 'verb.notJunk' : 'verb.junk', { count }),
        );
      },
      flag: async (given) => {
        const lines = chosen(given);
        const rows = await told(hand().rows(lines), []);
        const all = rows?.every(({ flagged }) => flagged) === true;
        const ids =
          rows?.flatMap((row) => (all ? row.flaggedIds : row.flagged ? [] : [row.id])) ?? (await idsOf(lines));
        await mark(lines, '\\Flagged', !all, ids, t(all ? 'verb.unflagged' : 'verb.flagged', { count: lines.length }));
      },
      unread: async (given) => {
        const lines = chosen(given);
        const rows = await told(hand().rows(lines), []);
        const toRead = rows === undefined || rows.some(({ unread }) => unread);
        const ids =
          rows?.flatMap((row) => (toRead ? row.unreadIds : [row.id])) ?? (await told(hand().ids(lines, true), []));
        await mark(lines, '\\Seen', toRead, ids, t(toRead ? 'verb.read' : 'verb.unread', { count: lines.length }));
      },
      move: (to, given) => {
        remember(to);
        void moveTo(to.path, folderName(t, to), chosen(given));
      },
      moveToNew: async (name, given) => {
        const lines = chosen(given);
        const path = newFolderPath(latest.current.folders, name);
        if (await makeFolder(path)) await moveTo(path, name, lines);
      },
      snooze: async (until, given) => {
        const lines = chosen(given);
        const heads = hand().heads(lines).slice(0, most);
        if (heads.length === 0) return;
        hand().leave(lines);
        const reply = await mail.snooze({ heads, until: until.getTime() });
        if (!reply.ok) return failed(reply.error);
        undo.did({
          text: t('verb.snoozed', { count: heads.length, when: dateAndTimeOf(until.toISOString()) }),
          undo: () => void mail.unsnooze({ heads }),
        });
      },
      unsnooze: async (given) => {
        const heads = hand().heads(chosen(given));
        if (heads.length === 0) return;
        const reply = await mail.unsnooze({ heads: heads.slice(0, most) });
        if (!reply.ok) failed(reply.error);
      },
      markAllRead: async (folder) => {
        const ids = await inFolder(folder, true);
        const back = await order(ids, (some) => ({ kind: 'flag', ids: some, add: ['\\Seen'], remove: [] }));
        if (back !== undefined) undo.did({ text: t('verb.allRead', { count: ids.length }), undo: back });
      },
      empty: (folder) =>
        latest.current.ask({
          title: t('verb.empty.title', { folder: folderName(t, folder) }),
          means: t('verb.empty.means', { count: folder.total }),
          verb: t('verb.empty.yes'),
          yes: () => void inFolder(folder, false).then((ids) => order(ids, (some) => ({ kind: 'delete', ids: some }))),
        }),
      folderCommand,
    };
  }, [t, toast, undo]);
};
