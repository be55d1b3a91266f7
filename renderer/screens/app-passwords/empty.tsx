import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';
import { Kbd } from '../../components/kbd.tsx';
import type { Preset } from '../../logic/app-passwords.ts';
import { presets } from './presets.tsx';

const KeyArt = () => (
  <svg className="empty__art" viewBox="0 0 120 72" fill="none" aria-hidden="true">
    <rect x="4.5" y="14.5" width="30" height="48" rx="5" fill="var(--bg-surface)" stroke="var(--line-field)" />
    <path d="M15 19.5h9" stroke="var(--line-field)" strokeLinecap="round" />
    <rect x="85.5" y="20.5" width="30" height="36" rx="4" fill="var(--bg-surface)" stroke="var(--line-field)" />
    <path d="M92 28.5h17M92 34.5h17M92 40.5h10" stroke="var(--line-strong)" strokeLinecap="round" />
    <path d="M38 38.5h6M76 38.5h6" stroke="var(--line-field)" strokeDasharray="2 3" />
    <circle cx="60" cy="26" r="11.5" fill="var(--accent-soft)" stroke="var(--accent)" />
    <circle cx="60" cy="23" r="3" fill="var(--bg-canvas)" stroke="var(--accent)" />
    <path
      d="M57.5 37.2V62l2.5 3.5 2.5-3.5v-4l3-2-3-2v-3l3-2-3-2V37.2"
      fill="var(--accent-soft)"
      stroke="var(--accent)"
      strokeLinejoin="round"
    />
  </svg>
);

/** No other device has a password yet: what that means, and four ways to begin. */
export const Empty = ({ onNew }: { readonly onNew: (preset: Preset) => void }) => {
  const { t } = useTranslation();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <div className="empty">
      <KeyArt />
      <h2 className="empty__h">{t('appPasswords.empty.title')}</h2>
      <p className="empty__p">{t('appPasswords.empty.means')}</p>
      <div className="presets presets--empty">
        {presets.map((preset, at) => (
          <button
            key={preset.id}
            ref={at === 0 ? first : undefined}
            type="button"
            className="preset"
            onClick={() => onNew(preset.id)}
          >
            <Icon of={preset.icon} size="l" />
            <span>
              <b className="medium">{t(preset.title)}</b>
              <br />
              <span className="t3">{t(preset.scopes)}</span>
            </span>
          </button>
        ))}
      </div>
      <p className="t3 small empty__keys">
        {t('appPasswords.empty.press')} <Kbd>N</Kbd>
      </p>
    </div>
  );
};
