import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../components/copy-button.tsx';
import { fingerprintLines } from '../../logic/fingerprint.ts';

/** A certificate's fingerprint under its title, to be compared and copied. */
export const Fingerprint = ({ title, value }: { readonly title: string; readonly value: string }) => {
  const { t } = useTranslation();
  return (
    <div>
      <div className="facts__head">
        <span>{title}</span>
        <CopyButton
          text={value}
          look="link"
          label={t('copy.copy')}
          name={t('certificate.copyFingerprint', { title })}
        />
      </div>
      <div className="fp">
        {fingerprintLines(value).map((line) => (
          <span key={line}>{line}</span>
        ))}
      </div>
    </div>
  );
};
