import { Download, QrCode as QrIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { appPasswords } from '../../bridge.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { Select } from '../../components/select.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { useSecondsLeft } from '../../hooks/use-seconds-left.ts';
import { guidesFor } from '../../logic/device-guides.ts';
import type { Created } from './secret-dialog.tsx';

/** How to tell a device of the account, step by step; an Apple device can fetch or be given it all at once. */
export const DeviceGuide = ({ created }: { readonly created: Created }) => {
  const { t } = useTranslation();
  const { list, first } = useMemo(() => guidesFor(created.name, created.scopes), [created]);
  const [chosen, setChosen] = useState(first);
  const guide = list.find((one) => one.id === chosen);
  if (guide === undefined) return null;
  const { imap, smtp, user } = created;
  const values = {
    user,
    imapHost: imap.host,
    imapPort: String(imap.port),
    smtpHost: smtp?.host ?? imap.host,
    smtpPort: String(smtp?.port ?? ''),
  };
  return (
    <section className="guide" aria-label={t('devices.guide.label')}>
      <div className="guide__head">
        <h3 className="guide__h">{t('devices.guide.label')}</h3>
        <Select
          quiet
          label={t('devices.guide.for')}
          value={chosen}
          options={list.map((one) => ({ value: one.id, label: t(one.title) }))}
          onChange={setChosen}
        />
      </div>
      {guide.profile ? <ProfileOffer created={created} /> : null}
      <ol className="guide__steps">
        {guide.steps.map((step) => (
          <li key={step}>{t(step, values)}</li>
        ))}
      </ol>
    </section>
  );
};

const ProfileOffer = ({ created }: { readonly created: Created }) => {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { id, secret, name, scopes } = created;
  const offering = useAction();
  const saving = useAction();
  const [offer, setOffer] = useState<{ readonly url: string; readonly expiresAt: string }>();
  const left = useSecondsLeft(offer === undefined ? undefined : Date.parse(offer.expiresAt));
  const unsupported = offering.failure?.code === 'unsupportedServer';

  const show = async (): Promise<void> => {
    const reply = await offering.run(() => appPasswords.offerProfile({ id, secret }));
    if (reply.ok) setOffer(reply.value);
  };
  const save = async (): Promise<void> => {
    const reply = await saving.run(() => appPasswords.saveProfile({ name, secret, scopes: [...scopes] }));
    if (reply.ok && reply.value.saved) announce(t('devices.profile.saved'));
  };
  const failure = unsupported ? saving.failure : (offering.failure ?? saving.failure);
  return (
    <div className="profile">
      {offer !== undefined && left > 0 ? (
        <div className="profile__offer">
          <QrCode text={offer.url} label={t('devices.profile.qr')} />
          <div className="stack">
            <p>{t('devices.profile.scan')}</p>
            <p className="t2 small tnum">
              {t('devices.profile.left', { count: left < 60 ? 1 : Math.ceil(left / 60) })}
            </p>
          </div>
        </div>
      ) : (
        <p className="t2">
          {t(
            unsupported
              ? 'devices.profile.fileOnly'
              : offer === undefined
                ? 'devices.profile.lead'
                : 'devices.profile.over',
          )}
        </p>
      )}
      <div className="profile__acts">
        {unsupported || (offer !== undefined && left > 0) ? null : (
          <Button size="s" icon={QrIcon} busy={offering.busy} onClick={() => void show()}>
            {t('devices.profile.show')}
          </Button>
        )}
        <Button size="s" look="ghost" icon={Download} busy={saving.busy} onClick={() => void save()}>
          {t('devices.profile.save')}
        </Button>
      </div>
      {failure === undefined ? null : <FailureBanner failure={failure} />}
    </div>
  );
};
