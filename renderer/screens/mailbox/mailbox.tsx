import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gate } from '../../../app/contract/gate.ts';
import type { FolderRole } from '../../../app/domain/mail.ts';
import { mail } from '../../bridge.ts';
import { useCommands } from '../../commands/use-commands.ts';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Splitter } from '../../components/splitter.tsx';
import { useFolders, useMailStatus } from '../../hooks/use-folders.ts';
import { useMessageBody } from '../../hooks/use-message-body.ts';
import { useMessages } from '../../hooks/use-messages.ts';
import { useProgress } from '../../hooks/use-progress.ts';
import { useWide } from '../../hooks/use-wide.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { firstFolder } from '../../logic/folders.ts';
import { idOf, moveIn } from '../../logic/message-list.ts';
import { folderName } from './folder-names.ts';
import { MailBanners } from './mail-banners.tsx';
import { MessageList, type MessageListHandle } from './message-list.tsx';
import { Reader } from './reader.tsx';
import { Sidebar } from './sidebar.tsx';

export type MailboxGate = Extract<Gate, { step: 'mailbox' }>;

type MailboxProps = {
  readonly gate: MailboxGate;
  /** False while settings cover the mailbox. */
  readonly active: boolean;
  readonly onSettings: () => void;
  readonly onPlace: (place: string) => void;
};

export const Mailbox = ({ gate, active, onSettings, onPlace }: MailboxProps) => {
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

  const rows = messages.rows ?? [];
  const found = rows.findIndex((row) => idOf(row.key) === selected);
  const at = found === -1 ? undefined : found;
  const row = at === undefined ? undefined : rows[at];
  const shown = wide || opened ? row : undefined;
  const reading = useMessageBody(shown?.key);
  const name = folder === undefined ? t('folder.inbox') : folderName(t, folder);

  useEffect(() => {
    if (active) onPlace(name);
  }, [active, name, onPlace]);

  const openFolder = (path: string): void => {
    setChosen(path);
    setSelected(undefined);
    setOpened(false);
  };
  const select = (index: number): void => {
    const target = rows[index];
    if (target !== undefined) setSelected(idOf(target.key));
  };
  const open = (index: number): void => {
    select(index);
    setOpened(true);
  };
  const move = (to: 'next' | 'previous'): void => {
    const index = moveIn(rows.length, at, to);
    if (index !== undefined) select(index);
  };
  const { patch } = messages;
  const { addUnread } = folders;
  const setUnread = useCallback(
    async (target: NonNullable<typeof row>, unread: boolean): Promise<void> => {
      const by = unread ? 1 : -1;
      patch(target.key, { unread });
      addUnread(target.key.folder, by);
      const reply = await mail.setFlags({ key: target.key, unread });
      if (reply.ok) return;
      patch(target.key, { unread: !unread });
      addUnread(target.key.folder, -by);
    },
    [patch, addUnread],
  );
  const setFlagged = async (target: NonNullable<typeof row>, flagged: boolean): Promise<void> => {
    patch(target.key, { flagged });
    const reply = await mail.setFlags({ key: target.key, flagged });
    if (!reply.ok) patch(target.key, { flagged: !flagged });
  };

  // A message is read once its text is there, and once only: marking it unread again must hold.
  const read = useRef<string>(undefined);
  const bodyId = reading.body === undefined ? undefined : idOf(reading.body.key);
  useEffect(() => {
    if (bodyId === undefined) {
      read.current = undefined;
      return;
    }
    if (shown === undefined || idOf(shown.key) !== bodyId || read.current === bodyId) return;
    read.current = bodyId;
    if (shown.unread) void setUnread(shown, false);
  }, [bodyId, shown, setUnread]);

  const back = (): void => {
    setOpened(false);
    list.current?.focus();
  };
  const goTo = (role: FolderRole): (() => void) | undefined => {
    const target = folders.list?.find((one) => one.role === role);
    return target && (() => openFolder(target.path));
  };
  useCommands(active, {
    'list.next': () => move('next'),
    'list.previous': () => move('previous'),
    'list.open': at === undefined ? undefined : () => open(at),
    'message.flag': row === undefined ? undefined : () => void setFlagged(row, !row.flagged),
    'message.unread': row === undefined ? undefined : () => void setUnread(row, !row.unread),
    'go.inbox': goTo('inbox'),
    'go.drafts': goTo('drafts'),
    'go.sent': goTo('sent'),
    'go.archive': goTo('archive'),
    'settings.open': onSettings,
  });
  useKeys(active, { Escape: !wide && opened ? back : undefined });

  return (
    <main className="house">
      <MailBanners gate={gate} status={status} />
      <div
        className={`mail ${!wide && opened ? 'mail--reading' : ''}`}
        style={{ '--side': `${widths.side}px`, '--list': `${widths.list}px` }}
      >
        <Sidebar
          address={gate.address}
          folders={folders.list}
          current={folder?.path}
          status={status}
          progress={progress}
          onFolder={openFolder}
          onSettings={onSettings}
        />
        <Splitter
          label={t('mailbox.sidebarWidth')}
          width={widths.side}
          from={180}
          to={320}
          onWidth={(side) => setWidths((before) => ({ ...before, side }))}
        />
        <section className="mlist" aria-label={t('mailbox.messages')}>
          <div className="mlist__head">
            <h1 className="mlist__h">{name}</h1>
            {folder === undefined || folder.unread === 0 ? null : (
              <span className="t3 small">{t('mailbox.unread', { count: folder.unread })}</span>
            )}
          </div>
          {messages.rows === undefined ? (
            <ListPlaceholder failure={messages.failure ?? folders.failure} onAgain={folders.reload} />
          ) : rows.length === 0 ? (
            <div className="still">
              <p>{t('mailbox.empty')}</p>
            </div>
          ) : (
            <MessageList
              ref={list}
              key={folder?.path}
              name={name}
              rows={rows}
              at={at}
              showsTo={folder?.role === 'sent' || folder?.role === 'drafts'}
              onMove={select}
              onOpen={open}
            />
          )}
          <div className="mlist__foot">
            <span className="tnum">
              {messages.total > rows.length
                ? t('mailbox.newest', { shown: rows.length, count: messages.total })
                : t('mailbox.count', { count: messages.total })}
            </span>
          </div>
        </section>
        <Splitter
          label={t('mailbox.listWidth')}
          width={widths.list}
          from={300}
          to={560}
          onWidth={(width) => setWidths((before) => ({ ...before, list: width }))}
        />
        <Reader
          row={shown}
          at={at}
          total={rows.length}
          reading={reading}
          onBack={back}
          onMove={move}
          onFlag={() => (row === undefined ? undefined : void setFlagged(row, !row.flagged))}
          onUnread={() => (row === undefined ? undefined : void setUnread(row, !row.unread))}
        />
      </div>
    </main>
  );
};

type PlaceholderProps = {
  readonly failure: Parameters<typeof FailureBanner>[0]['failure'] | undefined;
  readonly onAgain: () => void;
};

const ListPlaceholder = ({ failure, onAgain }: PlaceholderProps) => {
  const { t } = useTranslation();
  // What is wrong with the store is said once, above everything.
  if (failure?.code === 'localStore') return <div className="still" />;
  if (failure !== undefined) {
    return (
      <div className="reader__said">
        <FailureBanner failure={failure} actions={<Button onClick={onAgain}>{t('common.tryAgain')}</Button>} />
      </div>
    );
  }
  return (
    <div className="reader__said" aria-busy="true">
      {[1, 2, 3].map((line) => (
        <div key={line} className="stack">
          <span className="skeleton skeleton--short" />
          <span className="skeleton" />
        </div>
      ))}
    </div>
  );
};
