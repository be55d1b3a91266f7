import { Minus, Square, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { system } from '../bridge.ts';
import type { SystemInfo } from '../hooks/use-info.ts';
import { Logo } from './logo.tsx';
import { titleBarMiddle } from './title-bar-slot.tsx';

const isMac = (info: SystemInfo | undefined): boolean =>
  info === undefined ? navigator.userAgent.includes('Mac OS') : info.platform === 'darwin';

/** The 40 px bar of a window without a frame of its own; on macOS the system keeps its buttons at the left. */
export const TitleBar = ({ place, info }: { readonly place: string; readonly info: SystemInfo | undefined }) => {
  const { t } = useTranslation();
  const mac = isMac(info);
  return (
    <header className={`titlebar ${mac ? 'titlebar--mac' : ''}`}>
      <div className="titlebar__l">
        <Logo />
        <b>{t('app.name')}</b>
        {place === '' ? null : (
          <>
            <span className="t3" aria-hidden="true">
              ·
            </span>
            <span className="ell">{place}</span>
          </>
        )}
      </div>
      <div id={titleBarMiddle} className="titlebar__m" />
      {mac ? null : (
        <div className="titlebar__r">
          <button
            type="button"
            className="wc"
            aria-label={t('window.minimise')}
            onClick={() => void system.minimise({})}
          >
            <Minus className="i i--s" aria-hidden="true" />
          </button>
          <button
            type="button"
            className="wc"
            aria-label={t('window.maximise')}
            onClick={() => void system.toggleMaximise({})}
          >
            <Square className="wc__max" aria-hidden="true" />
          </button>
          <button
            type="button"
            className="wc wc--close"
            aria-label={t('window.close')}
            onClick={() => void system.close({})}
          >
            <X className="i i--s" aria-hidden="true" />
          </button>
        </div>
      )}
    </header>
  );
};
