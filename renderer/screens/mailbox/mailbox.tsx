import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gate } from '../../../app/contract/gate.ts';
import type { ConversationPlace, ConversationRow, ListFilter } from '../../../app/domain/conversation.ts';
import type { MessageRow } from '../../../app/domain/mail.ts';
import { useAccounts } from '../../accounts/accounts-context.ts';
import { mail } from '../../bridge.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { TitleBarSlot } from '../../components/title-bar-slot.tsx';
import { useConversations } from '../../hooks/use-conversations.ts';
import { useDesktop } from '../../hooks/use-desktop.ts';
import { useFolders, useMailStatus } from '../../hooks/use-folders.ts';
import { useMessageBody } from '../../hooks/use-message-body.ts';
import { usePlaceCounts } from '../../hooks/use-place-counts.ts';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { useProgress } from '../../hooks/use-progress.ts';
import { useWide } from '../../hooks/use-wide.ts';
import { editDraft, useWriting } from '../../hooks/use-writing.ts';
import { conversationOf, withoutUnread } from '../../logic/conversation-of.ts';
import { firstFolder } from '../../logic/folders.ts';
import { noLines, placeOf } from '../../logic/list-lines.ts';
import { moveIn } from '../../logic/message-list.ts';
import { goTo, letGo, nothingSelected, selectAll } from '../../logic/selection.ts';
import { usePlaces } from '../../places/use-places.ts';
import { askForSearchFocus, endSearch, searchFor, selectResult, takeOrigin } from '../../search/search-state.ts';
import { useResults } from '../../search/use-results.ts';
import { AnswerBelow } from '../answer/answer-below.tsx';
import { PaletteHost } from '../palette/palette-host.tsx';
import { PlaceButtons } from '../search/place-buttons.tsx';
import type { ResultListHandle } from '../search/result-list.tsx';
import { ResultsPane } from '../search/results-pane.tsx';
import { SearchBox } from '../search/search-box.tsx';
import { conversationsAtHand, resultsAtHand } from './at-hand.ts';
import type { ConversationListHandle } from './conversation-list.tsx';
import { snoozeItems } from './conversation-menu.ts';
import { folderMenu } from './folder-menu.ts';
import { folderName } from './folder-names.ts';
import { ListPane } from './list-pane.tsx';
import { ListTools } from './list-tools.tsx';
import { MailBanners } from './mail-banners.tsx';
import { ManySelected } from './many-selected.tsx';
import { Panes } from './panes.tsx';
import { Reader } from './reader.tsx';
import { Sidebar } from './sidebar.tsx';
import { useFolderDeeds } from './use-folder-deeds.tsx';
import { useGestures } from './use-gestures.ts';
import { useMailCommands } from './use-mail-commands.ts';
import { useMarkRead } from './use-mark-read.ts';
import { useVerbDialogs } from './use-verb-dialogs.tsx';
import { useVerbs } from './use-verbs.ts';
import { VerbButtons } from './verb-buttons.tsx';

export type MailboxGate = Extract<Gate, { step: 'mailbox' }>;

type MailboxProps = {
  readonly gate: MailboxGate;
  /** False while settings cover the mailbox. */
  readonly active: boolean;
  /** Messages on their way out that somebody may want to look at. */
  readonly outgoing: number;
  readonly onOutbox: () => void;
  /** Grows whenever the folder of sent mail is asked for. */
  readonly toSent: number;
  readonly onSettings: () => void;
  readonly onPlace: (place: string) => void;
};

// Every IMAP server calls the inbox so (RFC 3501, 5.1): its messages need not wait for the list of folders.
const inbox = 'INBOX';

/** The conversation of a message that is named by its own number. */
const threadOf = async (place: ConversationPlace, id: number): Promise<number | undefined> => {
  const reply = await mail.conversationRows({ place, heads: [id] });
  return reply.ok ? reply.value.rows[0]?.threadId : undefined;
};

export const Mailbox = ({ gate, active, outgoing, onOutbox, toSent, onSettings, onPlace }: MailboxProps) => {
  const { t } = useTranslation();
  const { all: ofAll, goTo: goToAccount } = useAccounts();
  const wide = useWide();
  const status = useMailStatus();
  const progress = useProgress();
  const folders = useFolders();
  const counts = usePlaceCounts();
  const [{ order }] = usePreferences('list');
  const [chosen, setChosen] = useState<ConversationPlace>();
  const [filter, setFilter] = useState<ListFilter>('all');
  const [listed, setListed] = useState(nothingSelected);
  const [opened, setOpened] = useState(false);
  const list = useRef<ConversationListHandle>(null);

  const all = useMemo(() => folders.list ?? [], [folders.list]);
  const isThere = chosen === undefined || chosen.kind !== 'folder' || all.some(({ path }) => path === chosen.folder);
  const place: ConversationPlace =
    chosen !== undefined && isThere ? chosen : { kind: 'folder', folder: firstFolder(all)?.path ?? inbox };
  const folder = place.kind === 'folder' ? all.find(({ path }) => path === place.folder) : undefined;
  const conversations = useConversations(place, order, filter, listed.current);
  const results = useResults(folders.list, folder, status.state === 'online');
  const resultList = useRef<ResultListHandle>(null);
  const lines = results?.lines ?? conversations.lines ?? noLines;
  const selection = results?.selection ?? listed;
  const setSelection = results?.select ?? setListed;
  const at = placeOf(lines, selection.current);
  const rowAt = (index: number): MessageRow | undefined =>
    results === undefined ? conversations.rowAt(index) : results.found.rows?.[index];
  const row = at === undefined ? undefined : rowAt(at);
  const picked = selection.picked.size;
  const shown = (wide || opened) && picked === 0 ? row : undefined;
  const reading = useMessageBody(shown?.key);
  const name =
    place.kind === 'folder'
      ? ofAll && (folder === undefined || folder.role === 'inbox')
        ? t('accounts.all')
        : folder === undefined
          ? t('folder.inbox')
          : folderName(t, folder)
      : t(place.kind === 'flagged' ? 'folder.flagged' : 'folderTree.snoozed');

  const title = results === undefined ? name : t('finding.place');
  useEffect(() => {
    if (active) onPlace(title);
  }, [active, title, onPlace]);

  const openPlace = (next: ConversationPlace): void => {
    endSearch();
    setChosen(next);
    setFilter('all');
    setListed(nothingSelected);
    setOpened(false);
  };
  const openFolder = (path: string): void => openPlace({ kind: 'folder', folder: path });
  useDesktop(folder?.path ?? inbox, {
    openFolder,
    openMessage: (path, id) => {
      openFolder(path);
      void threadOf({ kind: 'folder', folder: path }, id).then((thread) => {
        if (thread !== undefined) open(thread);
      });
    },
  });
  const dialogs = useVerbDialogs(all, folder);
  const choice = { selection, select: setSelection };
  const hand =
    results === undefined
      ? conversationsAtHand(conversations, folder, choice)
      : resultsAtHand(results.found, lines, results.folders, choice);
  const verbs = useVerbs({ hand, folders: all, ask: dialogs.ask });
  useMarkRead(shown, reading.body, (target) => {
    if (results === undefined)
      conversations.patch(new Set([target.threadId]), (before) => withoutUnread(before, target.id));
    else results.found.patch(target.key, { unread: false });
    void mail.setFlags({ key: target.key, unread: false });
  });
  const deeds = useFolderDeeds(all, verbs, dialogs.ask);
  const targets = hand.chosen;
  const open = (line: number): void => {
    setSelection(goTo(line));
    setOpened(true);
  };
  const folderHere = results === undefined ? folder : hand.folders(targets())[0];
  const gestures = useGestures({
    lines,
    rowAt: (index) => {
      const one = rowAt(index);
      return one === undefined || 'ids' in one ? (one as ConversationRow | undefined) : conversationOf(one);
    },
    selection,
    setSelection,
    open,
    verbs,
    hand,
    dialogs,
    folder: folderHere,
  });
  const total = lines.threads.length;
  const move = (to: 'next' | 'previous'): void => {
    const next = moveIn(total, at, to);
    if (next !== undefined) setSelection(goTo(lines.threads[next]));
  };
  const focusList = (): void => (results === undefined ? list : resultList).current?.focus();
  const back = (): void => {
    setOpened(false);
    focusList();
  };
  const namedFolders = useMemo(() => all.map((one) => ({ path: one.path, name: folderName(t, one) })), [all, t]);
  const leaveSearch = (): void => {
    const origin = takeOrigin();
    endSearch();
    setOpened(false);
    if (origin !== undefined) goToAccount(origin);
    // The list of the folder is there again a moment later.
    else requestAnimationFrame(() => list.current?.focus());
  };
  const places = usePlaces(
    active,
    folder && {
      folder: folder.path,
      search: results?.text,
      message:
        results === undefined
          ? listed.current === undefined
            ? undefined
            : String(listed.current)
          : row && String(row.id),
    },
    (target) => {
      setChosen({ kind: 'folder', folder: target.folder });
      const message = target.message === undefined ? undefined : Number(target.message);
      if (target.search === undefined) {
        endSearch();
        setListed(goTo(message));
      } else {
        searchFor(target.search);
        selectResult(message);
      }
    },
  );
  const latestSent = useRef<() => void>(undefined);
  latestSent.current = () => {
    const sent = all.find(({ role }) => role === 'sent');
    if (sent !== undefined) openFolder(sent.path);
  };
  useEffect(() => {
    if (toSent > 0) latestSent.current?.();
  }, [toSent]);
  const roleOf = (path: string) => all.find((one) => one.path === path)?.role;
  useCommands(active, useWriting(shown ?? row));
  const isPutOff =
    picked === 0 && results === undefined && (row as ConversationRow | undefined)?.snoozed?.woken === false;
  useMailCommands({
    active,
    lines,
    at,
    selection,
    setSelection,
    move,
    open: () => {
      if (selection.current !== undefined) open(selection.current);
      if (folderHere?.role === 'drafts' && row !== undefined) editDraft(row.key);
    },
    verbs,
    folders: all,
    openFolder,
    onMove: () => dialogs.move(targets(), verbs, hand),
    onSnooze: () => (isPutOff ? verbs.unsnooze() : dialogs.snooze(targets(), verbs)),
    onSettings,
    onBack: places.back,
    onForward: places.forward,
    onSearch: askForSearchFocus,
    onEscape: picked > 0 ? () => setSelection(letGo(selection)) : !wide && opened ? back : undefined,
  });

  const isAnswered = shown !== undefined && roleOf(shown.key.folder) !== 'drafts' && !ofAll;
  const answer = isAnswered ? <AnswerBelow gate={gate} row={shown} /> : null;
  const verbButtons = (
    <VerbButtons
      verbs={verbs}
      folder={folderHere}
      flagged={picked === 0 && row?.flagged === true}
      unread={picked === 0 && row?.unread === true}
      snoozed={isPutOff}
      snoozeItems={() =>
        snoozeItems(
          t,
          (until) => verbs.snooze(until),
          () => dialogs.snooze(targets(), verbs),
        )
      }
      onMove={() => dialogs.move(targets(), verbs, hand)}
    />
  );

  return (
    <main className="house">
      {active ? (
        <TitleBarSlot>
          <PlaceButtons {...places} />
          <SearchBox folders={namedFolders} onLeave={results === undefined ? leaveSearch : focusList} />
        </TitleBarSlot>
      ) : null}
      <PaletteHost active={active} folders={namedFolders} onFolder={openFolder} />
      <MailBanners gate={gate} status={status} />
      <Panes
        reading={!wide && opened}
        side={
          <Sidebar
            address={gate.address}
            folders={folders.list}
            current={results === undefined ? place : undefined}
            counts={counts}
            status={status}
            progress={progress}
            onPlace={openPlace}
            onNewFolder={() => deeds.create(undefined)}
            menuOf={(one) => folderMenu(t, one, deeds)}
            onDrop={(to, threads) => verbs.move(to, threads)}
            outgoing={outgoing}
            onOutbox={onOutbox}
            onSettings={onSettings}
          />
        }
        list={
          results === undefined ? (
            <ListPane
              list={list}
              folder={folder}
              name={name}
              own={gate.address}
              conversations={conversations}
              filter={filter}
              failure={conversations.failure ?? folders.failure}
              selection={selection}
              gestures={gestures}
              onAgain={folders.reload}
              onEverything={() => setFilter('all')}
              tools={
                <ListTools
                  filter={filter}
                  onFilter={setFilter}
                  sorts={place.kind !== 'snoozed'}
                  more={() => (folder === undefined ? [] : [{ kind: 'line' }, ...folderMenu(t, folder, deeds)])}
                />
              }
            />
          ) : (
            <ResultsPane results={results} list={resultList} gestures={gestures} onLeave={leaveSearch} />
          )
        }
        reader={
          picked > 0 && (wide || opened) ? (
            <ManySelected
              count={picked}
              all={lines.threads.length}
              buttons={verbButtons}
              onLetGo={() => setSelection(letGo(selection))}
              onAll={() => setSelection(selectAll(selection, lines))}
            />
          ) : (
            <Reader
              row={shown}
              at={at}
              total={total}
              reading={reading}
              address={gate.address}
              roleOf={roleOf}
              active={active}
              onBack={back}
              onMove={move}
              below={answer}
              verbs={verbButtons}
            />
          )
        }
      />
      {deeds.dialog}
      {dialogs.dialog}
    </main>
  );
};
