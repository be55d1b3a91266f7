import { BadgeCheck, ShieldQuestion, TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageBody } from '../../../app/domain/mail.ts';
import { senderProof } from '../../../app/domain/sender-proof.ts';
import { Icon } from '../../components/icon.tsx';

const icons = { proved: BadgeCheck, failed: TriangleAlert, unknown: ShieldQuestion };

/** What the receiving server found out about the sender: one word, and on demand which checks it rests on. */
export const SenderNote = ({ body }: { readonly body: MessageBody }) => {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  const from = body.from[0]?.address ?? '';
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const { verdict, checks } = senderProof(body.authentication, from);
  if (checks.length === 0) return null;
  const short = {
    proved: t('reading.proof.proved'),
    failed: t('reading.proof.failed'),
    unknown: t('reading.proof.unknown'),
  }[verdict];
  const long = {
    proved: t('reading.proof.provedMeans', { domain }),
    failed: t('reading.proof.failedMeans', { domain }),
    unknown: t('reading.proof.unknownMeans', { domain }),
  }[verdict];
  const words = {
    dmarc: {
      pass: t('reading.proof.dmarcPass'),
      fail: t('reading.proof.dmarcFail'),
      none: t('reading.proof.dmarcNone'),
    },
    dkim: { pass: t('reading.proof.dkimPass'), fail: t('reading.proof.dkimFail'), none: t('reading.proof.dkimNone') },
    spf: { pass: t('reading.proof.spfPass'), fail: t('reading.proof.spfFail'), none: t('reading.proof.spfNone') },
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes what the button in it opened
    <div
      className="proof"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.preventDefault();
        setOpen(false);
      }}
      onBlur={(event) => (event.currentTarget.contains(event.relatedTarget) ? undefined : setOpen(false))}
    >
      <button
        type="button"
        className={`proof__word proof__word--${verdict}`}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Icon of={icons[verdict]} />
        {short}
      </button>
      <div id={id} className="proof__more" hidden={!open}>
        <p>{long}</p>
        <ul>
          {checks.map(({ method, result, domain: whose }) => (
            <li key={method}>
              <b>{method.toUpperCase()}</b> {words[method][result]}
              {whose === '' ? '' : ` (${whose})`}
            </li>
          ))}
        </ul>
        <p className="t3">{t('reading.proof.saidBy', { server: body.authentication?.server ?? '' })}</p>
      </div>
    </div>
  );
};
