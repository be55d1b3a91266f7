import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Splitter } from '../../components/splitter.tsx';

export type PaneWidths = { readonly side: number; readonly list: number };

type PanesProps = {
  readonly side: ReactNode;
  readonly list: ReactNode;
  readonly reader: ReactNode;
  /** In a narrow window, whether the reader has the pane that it shares with the list. */
  readonly reading: boolean;
  readonly widths: PaneWidths;
  readonly onWidths: (widths: PaneWidths) => void;
};

/** Folders, list and reader side by side, with edges that can be moved. */
export const Panes = ({ side, list, reader, reading, widths, onWidths }: PanesProps) => {
  const { t } = useTranslation();
  return (
    <div
      className={`mail ${reading ? 'mail--reading' : ''}`}
      style={{ '--side': `${widths.side}px`, '--list': `${widths.list}px` }}
    >
      {side}
      <Splitter
        label={t('mailbox.sidebarWidth')}
        width={widths.side}
        from={180}
        to={320}
        onWidth={(width) => onWidths({ ...widths, side: width })}
      />
      {list}
      <Splitter
        label={t('mailbox.listWidth')}
        width={widths.list}
        from={300}
        to={560}
        onWidth={(width) => onWidths({ ...widths, list: width })}
      />
      {reader}
    </div>
  );
};
