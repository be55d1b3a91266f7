import * as Radix from '@radix-ui/react-dialog';
import { Command } from 'cmdk';
import { ChevronRight, Clock, Folder as FolderIcon, type LucideIcon, Mail, Search, UserRound, Zap } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandKeys } from '../../commands/command-keys.tsx';
import { type CommandId, commandOf } from '../../commands/command-list.ts';
import { actionOf, availableCommands, type CommandAction, isMac } from '../../commands/registry.ts';
import { Icon } from '../../components/icon.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { nameOf } from '../../logic/message-list.ts';
import { piecesOf } from '../../search/marks.ts';
import type { NamedFolder } from '../../search/suggestions.ts';
import { useRecentSearches } from '../../search/use-recent-searches.ts';
import { listTimeOf } from '../../text/dates.ts';
import { chosenAgain, type Entry, fitting, wordsOf } from './palette-entries.ts';
import { usePaletteFinds } from './use-palette-finds.ts';

/** What the palette asks for: anything, or a folder for a command. */
export type PaletteStage =
  | { readonly kind: 'all' }
  | { readonly kind: 'folder'; readonly title: string; readonly choose: (path: string) => void };

export type PaletteProps = {
  readonly stage: PaletteStage;
  readonly onStage: (stage: PaletteStage) => void;
  readonly folders: readonly NamedFolder[];
  readonly onFolder: (path: string) => void;
  readonly onSearch: (text: string, result?: number) => void;
  readonly onClose: () => void;
};

const Underlined = ({ text, typed }: { readonly text: string; readonly typed: string }) => (
  <span className="ell">
    {piecesOf(text, wordsOf(typed)).map((piece) =>
      piece.marked ? <b key={piece.at}>{piece.text}</b> : <span key={piece.at}>{piece.text}</span>,
    )}
  </span>
);

type LineProps = {
  readonly entry: Entry;
  readonly icon: LucideIcon;
  readonly typed: string;
  readonly onSelect: () => void;
  readonly children?: ReactNode;
};

const Line = ({ entry, icon, typed, onSelect, children }: LineProps) => (
  <Command.Item className="palette__i" value={entry.id} onSelect={onSelect}>
    <Icon of={icon} />
    <Underlined text={entry.title} typed={typed} />
    <span className="end">{children}</span>
  </Command.Item>
);

type GroupProps = { readonly heading: string; readonly children: readonly ReactNode[] };

const Group = ({ heading, children }: GroupProps) =>
  children.length === 0 ? null : (
    <Command.Group className="palette__g" heading={heading}>
      {children}
    </Command.Group>
  );

/** Every command, folder, person and message by a few letters. */
export const Palette = ({ stage, onStage, folders, onFolder, onSearch, onClose }: PaletteProps) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [opener] = useState(() => document.activeElement);
  const [able] = useState(availableCommands);
  const [{ recentCommands }, change] = usePreferences('finding');
  const { recent: searches } = useRecentSearches();
  const { people, messages } = usePaletteFinds(stage.kind === 'all' ? typed : '');
  const staysOpen = useRef(false);
  const afterClose = useRef<() => void>(undefined);

  /** What moves the focus must come after the palette gave it back. */
  const act = (work: () => void): void => {
    if (staysOpen.current) {
      work();
      return;
    }
    afterClose.current = work;
    onClose();
  };
  const run = (id: CommandId, action: CommandAction | undefined): void => {
    change({ recentCommands: chosenAgain(recentCommands, id) });
    if (action === undefined) onClose();
    else if (typeof action === 'function') act(action);
    else {
      setTyped('');
      onStage({ kind: 'folder', title: t(commandOf(id).title), choose: action.withFolder });
    }
  };

  const commandEntries = able
    .filter((id) => commandOf(id).keyOnly !== true)
    .map((id) => ({ id, title: t(commandOf(id).title) }));
  const commandLine = (entry: (typeof commandEntries)[number], where = '') => (
    <Line
      key={`${where}${entry.id}`}
      entry={{ ...entry, id: `${where}command ${entry.id}` }}
      icon={where === '' ? Zap : Clock}
      typed={typed}
      onSelect={() => run(entry.id, actionOf(entry.id))}
    >
      {typeof actionOf(entry.id) === 'object' ? <Icon of={ChevronRight} size="s" /> : null}
      <CommandKeys id={entry.id} />
    </Line>
  );
  const folderEntries = folders.map(({ path, name }) => ({ id: `folder ${path}`, title: name, also: path, path }));
  const folderLine = (entry: (typeof folderEntries)[number]) => (
    <Line
      key={entry.id}
      entry={entry}
      icon={FolderIcon}
      typed={typed}
      onSelect={() => act(() => (stage.kind === 'folder' ? stage.choose(entry.path) : onFolder(entry.path)))}
    >
      {entry.path === entry.title ? null : entry.path}
    </Line>
  );
  const blank = typed.trim() === '';
  const recent = recentCommands.flatMap((id) => commandEntries.find((entry) => entry.id === id) ?? []);
  const inAll = stage.kind === 'all';

  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <div className="scrim scrim--top">
          <Radix.Content
            className="palette"
            aria-describedby={undefined}
            aria-modal="true"
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
              afterClose.current?.();
              afterClose.current = undefined;
            }}
            onKeyDown={(event) => {
              if (event.key.toLowerCase() !== 'k' || !(isMac ? event.metaKey : event.ctrlKey)) return;
              event.preventDefault();
              onClose();
            }}
          >
            <Radix.Title className="sr">{t('palette.label')}</Radix.Title>
            <Command
              label={t('palette.label')}
              shouldFilter={false}
              loop
              vimBindings={false}
              onKeyDownCapture={(event) => {
                staysOpen.current = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
              }}
              onPointerDownCapture={(event) => {
                staysOpen.current = event.ctrlKey || event.metaKey;
              }}
            >
              <div className="palette__in">
                <Icon of={Search} size="l" />
                {inAll ? null : <span className="op">{stage.title}</span>}
                <Command.Input
                  value={typed}
                  onValueChange={setTyped}
                  placeholder={t(inAll ? 'palette.placeholder' : 'palette.folderPlaceholder')}
                  onKeyDown={(event) => {
                    if (inAll || event.key !== 'Backspace' || typed !== '') return;
                    event.preventDefault();
                    onStage({ kind: 'all' });
                  }}
                />
                <Kbd>{t('keyName.esc')}</Kbd>
              </div>
              <Command.List className="palette__list" label={t('palette.lines')}>
                <Command.Empty className="palette__none">{t('palette.nothing')}</Command.Empty>
                {inAll && blank ? (
                  <Group heading={t('palette.recent')}>{recent.map((entry) => commandLine(entry, 'recent '))}</Group>
                ) : null}
                {inAll ? (
                  <Group heading={t('palette.actions')}>
                    {fitting(commandEntries, typed).map((entry) => commandLine(entry))}
                  </Group>
                ) : null}
                <Group heading={t('palette.goTo')}>
                  {fitting(folderEntries, typed, inAll ? 8 : 200).map(folderLine)}
                </Group>
                {inAll ? (
                  <>
                    <Group heading={t('palette.people')}>
                      {people.map((person) => (
                        <Line
                          key={person.address}
                          entry={{ id: `person ${person.address}`, title: nameOf(person) }}
                          icon={UserRound}
                          typed={typed}
                          onSelect={() => act(() => onSearch(`from:${person.address}`))}
                        >
                          {person.name === '' ? null : person.address}
                        </Line>
                      ))}
                    </Group>
                    <Group heading={t('palette.messages')}>
                      {messages.map((row) => (
                        <Line
                          key={row.id}
                          entry={{
                            id: `message ${row.id}`,
                            title: row.subject === '' ? t('mailbox.noSubject') : row.subject,
                          }}
                          icon={Mail}
                          typed={typed}
                          onSelect={() => act(() => onSearch(typed, row.id))}
                        >
                          {row.from[0] === undefined ? null : `${nameOf(row.from[0])}, `}
                          {listTimeOf(row.date, new Date())}
                        </Line>
                      ))}
                    </Group>
                    <Group heading={t('palette.searches')}>
                      {[
                        ...(blank
                          ? []
                          : [{ id: 'search', title: t('palette.searchFor', { text: typed }), text: typed }]),
                        ...fitting(
                          searches.map((text) => ({ id: `search ${text}`, title: text, text })),
                          typed,
                          5,
                        ),
                      ].map((entry) => (
                        <Line
                          key={entry.id}
                          entry={entry}
                          icon={entry.id === 'search' ? Search : Clock}
                          typed={typed}
                          onSelect={() => act(() => onSearch(entry.text))}
                        />
                      ))}
                    </Group>
                  </>
                ) : null}
              </Command.List>
            </Command>
            <div className="palette__foot" aria-hidden="true">
              <span>
                <Kbd>↑</Kbd>
                <Kbd>↓</Kbd>
                {t('palette.choose')}
              </span>
              <span>
                <Kbd>↩</Kbd>
                {t('palette.run')}
              </span>
              <span>
                <Kbd>{isMac ? '⌘' : t('keyName.ctrl')}</Kbd>
                <Kbd>↩</Kbd>
                {t('palette.keepOpen')}
              </span>
              <span className="end">
                <CommandKeys id="palette.open" />
                {t('palette.anywhere')}
              </span>
            </div>
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
};
