import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../commands/use-commands.ts';
import { searchFor, selectResult } from '../../search/search-state.ts';
import type { NamedFolder } from '../../search/suggestions.ts';
import { Palette, type PaletteStage } from './palette.tsx';

type PaletteHostProps = {
  readonly active: boolean;
  readonly folders: readonly NamedFolder[];
  readonly onFolder: (path: string) => void;
};

/**
 * The command palette and the commands that open it. It is part of what is loaded at the start: letters typed right after
 * its key must not fall on the mailbox behind it.
 */
export const PaletteHost = ({ active, folders, onFolder }: PaletteHostProps) => {
  const { t } = useTranslation();
  const [stage, setStage] = useState<PaletteStage>();
  useCommands(active, {
    'palette.open': () => setStage({ kind: 'all' }),
    'go.folder': {
      run: () => setStage({ kind: 'folder', title: t('command.goFolder'), choose: onFolder }),
      withFolder: onFolder,
    },
  });
  if (stage === undefined || !active) return null;
  return (
    <Palette
      stage={stage}
      onStage={setStage}
      folders={folders}
      onFolder={onFolder}
      onSearch={(text, result) => {
        searchFor(text);
        selectResult(result);
      }}
      onClose={() => setStage(undefined)}
    />
  );
};
