import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Splitter } from '../../components/splitter.tsx';
import { usePreferences } from '../../hooks/use-preferences.ts';

type PanesProps = {
  readonly side: ReactNode;
  readonly list: ReactNode;
  readonly reader: ReactNode;
  /** In a narrow window, whether the reader has the pane that it shares with the list. */
  readonly reading: boolean;
};

/** Folders, list and reader side by side, with edges that can be moved and stay where they were put. */
export const Panes = ({ side, list, reader, reading }: PanesProps) => {
  const { t } = useTranslation();
  const [{ density }] = usePreferences('appearance');
  const [layout, change] = usePreferences('layout');
  const compact = density === 'compact';
  const kept = compact
    ? { side: layout.compactSideWidth, list: layout.compactListWidth }
    : { side: layout.sideWidth, list: layout.listWidth };
  // While an edge is moved nothing is kept yet.
  const [moving, setMoving] = useState<Partial<typeof kept>>({});
  const widths = { ...kept, ...moving };
  const keep = (): void => {
    if (moving.side === undefined && moving.list === undefined) return;
    change(
      compact
        ? { compactSideWidth: widths.side, compactListWidth: widths.list }
        : { sideWidth: widths.side, listWidth: widths.list },
    );
    setMoving({});
  };
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
        onWidth={(width) => setMoving((before) => ({ ...before, side: width }))}
        onDone={keep}
      />
      {list}
      <Splitter
        label={t('mailbox.listWidth')}
        width={widths.list}
        from={300}
        to={560}
        onWidth={(width) => setMoving((before) => ({ ...before, list: width }))}
        onDone={keep}
      />
      {reader}
    </div>
  );
};
