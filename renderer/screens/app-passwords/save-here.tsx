import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../app/contract/area.ts';
import type { Contract } from '../../../app/contract/contract.ts';
import { appPasswords } from '../../bridge.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { useInfo } from '../../hooks/use-info.ts';
import { lookUpCommand } from '../../logic/keychain-lookup.ts';
import type { Created } from './secret-dialog.tsx';

type Entry = OutputOf<Contract['appPasswords']['methods']['saveHere']>;

/** Keeps a new password in this computer's keychain, and says how another program finds it there. */
export const SaveHere = ({ created }: { readonly created: Created }) => {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const action = useAction();
  const info = useInfo();
  const [entry, setEntry] = useState<Entry>();
  const { id, name, secret } = created;
  const save = async (): Promise<void> => {
    const reply = await action.run(() => appPasswords.saveHere({ id, name, secret }));
    if (!reply.ok) return;
    setEntry(reply.value);
    announce(t('saveHere.saved'));
  };
  const command = entry === undefined || info === undefined ? undefined : lookUpCommand(info.platform, entry);
  return (
    <section className="guide" aria-label={t('saveHere.title')}>
      <div className="guide__head">
        <h3 className="guide__h">{t('saveHere.title')}</h3>
        {entry === undefined ? (
          <Button size="s" busy={action.busy} onClick={() => void save()}>
            {t('saveHere.save')}
          </Button>
        ) : null}
      </div>
      {entry === undefined ? (
        <p className="t2">{t('saveHere.lead')}</p>
      ) : command === undefined ? (
        <p className="t2">{t('saveHere.entry', entry)}</p>
      ) : (
        <>
          <p className="t2">{t('saveHere.useIn')}</p>
          <div className="keybox">
            <code>{command}</code>
            <CopyButton text={command} name={t('saveHere.copy')} />
          </div>
        </>
      )}
      {action.failure === undefined ? null : <FailureBanner failure={action.failure} />}
    </section>
  );
};
