import { useTranslation } from 'react-i18next';
import { Check } from './check.tsx';

type RememberProps = {
  readonly days: number;
  readonly domain: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
};

/** Trust for this computer, as long as the server's policy allows; at 0 days there is nothing to choose. */
export const Remember = ({ days, domain, checked, onChange }: RememberProps) => {
  const { t } = useTranslation();
  if (days === 0) return <p className="t2">{t('remember.never', { domain })}</p>;
  return (
    <Check
      label={t('remember.label', { count: days })}
      hint={t('remember.hint', { count: days, domain })}
      checked={checked}
      onChange={onChange}
    />
  );
};
