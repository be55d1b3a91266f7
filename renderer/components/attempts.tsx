import { useTranslation } from 'react-i18next';

type AttemptsProps = { readonly used: number; readonly left: number };

/** How many wrong codes the server has counted, as it says itself. */
export const Attempts = ({ used, left }: AttemptsProps) => {
  const { t } = useTranslation();
  const all = used + left;
  return (
    <>
      {all > 12 ? null : (
        <span className="dots" aria-hidden="true">
          {Array.from({ length: all }, (_, at) => at).map((at) => (
            <i key={at} className={at < used ? 'on' : ''} />
          ))}
        </span>
      )}
      <span className="tag tag--warn">{t('code.attempts', { used, count: all })}</span>
    </>
  );
};
