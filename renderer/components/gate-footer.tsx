import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextKey } from '../text/keys.ts';
import { Kbd } from './kbd.tsx';

type Key = 'next' | 'continue' | 'digits' | 'verify' | 'back';

const keys: Readonly<Record<Key, readonly [string, TextKey]>> = {
  next: ['Tab', 'keys.next'],
  continue: ['↵', 'keys.continue'],
  digits: ['0–9', 'keys.digits'],
  verify: ['↵', 'keys.verify'],
  back: ['Esc', 'keys.back'],
};

/** The keys that work here, and one way out. */
export const GateFooter = ({
  keys: shown,
  children,
}: {
  readonly keys: readonly Key[];
  readonly children?: ReactNode;
}) => {
  const { t } = useTranslation();
  return (
    <footer className="gate__foot">
      <div className="keys">
        {shown.map((key) => (
          <span key={key}>
            <Kbd>{keys[key][0]}</Kbd> {t(keys[key][1])}
          </span>
        ))}
      </div>
      {children}
    </footer>
  );
};
