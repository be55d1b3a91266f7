import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { system } from '../bridge.ts';
import { useAnnounce } from './announcer.tsx';
import { Button } from './button.tsx';

type CopyButtonProps = {
  readonly text: string;
  /** The visible words; without them the button is an icon named `name`. */
  readonly label?: string;
  readonly name?: string;
  readonly look?: 'primary' | 'default' | 'link' | 'ghost';
  readonly size?: 's' | 'm' | 'l';
  /** Seconds after which the clipboard is cleared again. */
  readonly clearAfter?: number;
  readonly autoFocus?: boolean;
  readonly className?: string;
  readonly onCopied?: () => void;
};

export const CopyButton = ({
  text,
  label,
  name,
  clearAfter,
  onCopied,
  look,
  className = '',
  ...rest
}: CopyButtonProps) => {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    const reply = await system.copy(clearAfter === undefined ? { text } : { text, clearAfter });
    announce(t(reply.ok ? 'copy.done' : 'copy.failed'));
    if (!reply.ok) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 4000);
    onCopied?.();
  };
  return (
    <Button
      {...rest}
      {...(look === undefined ? {} : { look })}
      {...(look === 'link' ? {} : { icon: copied ? Check : Copy })}
      {...(name === undefined ? {} : { 'aria-label': name })}
      className={`${className} ${copied && look !== 'primary' ? 'copied' : ''}`}
      onClick={() => void copy()}
    >
      {label === undefined ? undefined : copied ? t('copy.copied') : label}
    </Button>
  );
};
