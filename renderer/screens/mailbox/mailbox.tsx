import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gate } from '../../../app/contract/gate.ts';
import type { FolderRole } from '../../../app/domain/mail.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { TitleBarSlot } from '../../components/title-bar-slot.tsx';
import { useDesktop } from '../../hooks/use-desktop.ts';
import { useFolders, useMailStatus } from '../../hooks/use-folders.ts';
import { useMessageBody } from '../../hooks/use-message-body.ts';
import { useMessages } from '../../hooks/use-messages.ts';
import { useProgress } from '../../hooks/use-progress.ts';
import { useWide } from '../../hooks/use-wide.ts';
import { editDraft, useWriting } from '../../hooks/use-writing.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { firstFolder } from '../../logic/folders.ts';
import { idOf, moveIn } from '../../logic/message-list.ts';
import { usePlaces } from '../../places/use-places.ts';
import { askForSearchFocus, endSearch, searchFor, selectResult } from '../../search/search-state.ts';
import { useResults } from '../../search/use-results.ts';
import { PaletteHost } from '../palette/palette-host.tsx';
import { PlaceButtons } from '../search/place-buttons.tsx';
import type { ResultListHandle } from '../search/result-list.tsx';
import { ResultsPane } from '../search/results-pane.tsx';
import { SearchBox } from '../search/search-box.tsx';
import { folderName } from './folder-names.ts';
import { ListPane } from './list-pane.tsx';
import { MailBanners } from './mail-banners.tsx';
import type { MessageListHandle } from './message-list.tsx';
import { Panes } from './panes.tsx';
import { Reader } from './reader.tsx';
import { Sidebar } from './sidebar.tsx';
import { useMarkRead } from './use-mark-read.ts';
import { useVerbs } from './use-verbs.ts';

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

export const Mailbox = ({ gate, active, outgoing, onOutbox, toSent, onSettings, onPlace }: MailboxProps) => {
  const { t } = useTranslation();
  const wide = useWide();
  const status = useMailStatus();
  const progress = useProgress();
  const folders = useFolders();
  const [chosen, setChosen] = useState<string>();
  const folder = folders.list?.find((one) => one.path === chosen) ?? firstFolder(folders.list ?? []);
  // Every IMAP server calls the inbox so (RFC 3501, 5.1): its messages need not wait for the list of folders.
  const messages = useMessages(folder?.path ?? 'INBOX');
  const [selected, setSelected] = useState<string>();
  const [opened, setOpened] = useState(false);
  const [widths, setWidths] = useState({ side: 228, list: 376 });
  const list = useRef<MessageListHandle>(null);

  const results = useResults(folders.list, folder, status.state === 'online');
  const resultList = useRef<ResultListHandle>(null);

  const rows = results === undefined ? (messages.rows ?? []) : (results.found.rows ?? []);
  const found = results === undefined ? rows.findIndex((row) => idOf(row.key) === selected) : (results.at ?? -1);
  const at = found === -1 ? undefined : found;
  const row = at === undefined ? undefined : rows[at];
  const shown = wide || opened ? row : undefined;
  const reading = useMessageBody(shown?.key);
  const name = folder === undefined ? t('folder.inbox') : folderName(t, folder);
  const place = results === undefined ? name : t('finding.place');

  useEffect(() => {
    if (active) onPlace(place);
  }, [active, place, onPlace]);

  const openFolder = (path: string): void => {
    endSearch();
    setChosen(path);
    setSelected(undefined);
    setOpened(false);
  };
  useDesktop(folder?.path ?? 'INBOX', folders.list, {
    openFolder,
    openMessage: (path, id) => {
      openFolder(path);
      setSelected(id);
      setOpened(true);
    },
  });
  const select = (index: number): void => {
    const target = rows[index];
    if (results !== undefined) results.select(index);
    else if (target !== undefined) setSelected(idOf(target.key));
  };
  const open = (index: number): void => {
    select(index);
    setOpened(true);
    if (folder?.role === 'drafts' && rows[index] !== undefined) editDraft(rows[index].key);
  };
  const move = (to: 'next' | 'previous'): void => {
    const index = moveIn(rows.length, at, to);
    if (index !== undefined) select(index);
  };
  const { setUnread, setFlagged } = useVerbs(results?.found ?? messages, folders);
  useMarkRead(shown, reading.body, setUnread);
  const flag = row === undefined ? undefined : () => setFlagged(row, !row.flagged);
  const toggleUnread = row === undefined ? undefined : () => setUnread(row, !row.unread);

  const back = (): void => {
    setOpened(false);
    (results === undefined ? list : resultList).current?.focus();
  };
  const namedFolders = useMemo(
    () => (folders.list ?? []).map((one) => ({ path: one.path, name: folderName(t, one) })),
    [folders.list, t],
  );
  const leaveSearch = (): void => {
    endSearch();
    setOpened(false);
    // The list of the folder is there again a moment later.
    requestAnimationFrame(() => list.current?.focus());
  };
  const places = usePlaces(
    active,
    folder && {
      folder: folder.path,
      search: results?.text,
      message: results === undefined ? selected : row && String(row.id),
    },
    (target) => {
      setChosen(target.folder);
      if (target.search === undefined) {
        endSearch();
        setSelected(target.message);
      } else {
        searchFor(target.search);
        selectResult(target.message === undefined ? undefined : Number(target.message));
      }
    },
  );
  const goTo = (role: FolderRole): (() => void) | undefined => {
    const target = folders.list?.find((one) => one.role === role);
    return target && (() => openFolder(target.path));
  };
  const sent = goTo('sent');
  const latestSent = useRef(sent);
  latestSent.current = sent;
  useEffect(() => {
    if (toSent > 0) latestSent.current?.();
  }, [toSent]);
  const writing = useWriting(shown ?? row);
  useCommands(active, {
    ...writing,
    'list.next': () => move('next'),
    'list.previous': () => move('previous'),
    'list.open': at === undefined ? undefined : () => open(at),
    'message.flag': flag,
    'message.unread': toggleUnread,
    'go.inbox': goTo('inbox'),
    'go.drafts': goTo('drafts'),
    'go.sent': goTo('sent'),
    'go.archive': goTo('archive'),
    'go.back': places.back,
    'go.forward': places.forward,
    'search.focus': askForSearchFocus,
    'settings.open': onSettings,
  });
  useKeys(active, { Escape: !wide && opened ? back : undefined });

  return (
    <main className="house">
      {active ? (
        <TitleBarSlot>
          <PlaceButtons {...places} />
          <SearchBox
            folders={namedFolders}
            onLeave={() => (results === undefined ? list : resultList).current?.focus()}
          />
        </TitleBarSlot>
      ) : null}
      <PaletteHost active={active} folders={namedFolders} onFolder={openFolder} />
      <MailBanners gate={gate} status={status} />
      <Panes
        reading={!wide && opened}
        widths={widths}
        onWidths={setWidths}
        side={
          <Sidebar
            address={gate.address}
            folders={folders.list}
            current={results === undefined ? folder?.path : undefined}
            status={status}
            progress={progress}
            onFolder={openFolder}
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
              messages={messages}
              failure={messages.failure ?? folders.failure}
              at={at}
              onMove={select}
              onOpen={open}
              onAgain={folders.reload}
            />
          ) : (
            <ResultsPane results={results} list={resultList} onOpen={open} onLeave={leaveSearch} />
          )
        }
        reader={
          <Reader
            row={shown}
            at={at}
            total={rows.length}
            reading={reading}
            address={gate.address}
            roleOf={(path) => folders.list?.find((one) => one.path === path)?.role}
            active={active}
            onBack={back}
            onMove={move}
            onFlag={() => flag?.()}
            onUnread={() => toggleUnread?.()}
          />
        }
      />
    </main>
  );
};
