import { MailWarning } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageBody } from '../../../app/domain/mail.ts';
import { senderProof } from '../../../app/domain/sender-proof.ts';
import { Icon } from '../../components/icon.tsx';
import { junkReasons } from '../../logic/junk-reasons.ts';

/** Why a message lies among junk, as far as anything in it tells. */
export const JunkNote = ({ body }: { readonly body: MessageBody }) => {
  const { t } = useTranslation();
  const from = body.from[0]?.address ?? '';
  const { verdict } = senderProof(body.authentication, from);
  const { spam } = body;
  const reasons = junkReasons(spam?.rules ?? []);
  const words = {
    sender: t('reading.junk.sender'),
    links: t('reading.junk.links'),
    lists: t('reading.junk.lists'),
    learned: t('reading.junk.learned'),
    form: t('reading.junk.form'),
    wording: t('reading.junk.wording'),
    attachment: t('reading.junk.attachment'),
  };
  const points =
    spam?.points === undefined
      ? undefined
      : spam.limit === undefined
        ? t('reading.junk.points', { points: spam.points })
        : t('reading.junk.pointsOf', { points: spam.points, limit: spam.limit });
  const said = [
    ...(verdict === 'failed' ? [t('reading.junk.notProved', { domain: from.slice(from.lastIndexOf('@') + 1) })] : []),
    ...reasons.map((reason) => words[reason]),
    ...(points === undefined ? [] : [points]),
  ];
  return (
    <section className="junk" aria-label={t('reading.junk.title')}>
      <Icon of={MailWarning} size="l" />
      <div>
        <h3 className="junk__h">{t('reading.junk.title')}</h3>
        {said.length === 0 ? (
          <p>{t('reading.junk.nothing')}</p>
        ) : (
          <ul>
            {said.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
        {spam === undefined || spam.rules.length === 0 ? null : (
          <p className="t3 small">{t('reading.junk.rules', { rules: spam.rules.join(', ') })}</p>
        )}
      </div>
    </section>
  );
};
