import { Eye, EyeOff } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scope } from '../../../app/contract/app-passwords.ts';
import type { OutputOf } from '../../../app/contract/area.ts';
import type { Contract } from '../../../app/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { Check } from '../../components/check.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FieldHint } from '../../components/field.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useSecondsLeft } from '../../hooks/use-seconds-left.ts';
import { groupsOf, spelled } from '../../logic/groups.ts';
import { DeviceGuide } from './device-guide.tsx';
import { HostRows } from './host-rows.tsx';
import { SaveHere } from './save-here.tsx';

export type Created = OutputOf<Contract['appPasswords']['methods']['create']> & {
  readonly name: string;
  readonly scopes: readonly Scope[];
};

const clipboardSeconds = 60;

type SecretDialogProps = {
  readonly created: Created;
  readonly onClose: () => void;
  readonly onRevoke: () => void;
};

/** The one time a new password is seen. Closing without the tick asks first; nothing keeps the value afterwards. */
export const SecretDialog = ({ created, onClose, onRevoke }: SecretDialogProps) => {
  const { t } = useTranslation();
  const [revealed, setRevealed] = useState(false);
  const [saved, setSaved] = useState(false);
  const [asks, setAsks] = useState(false);
  const [copiedAt, setCopiedAt] = useState<number>();
  const keep = useRef<HTMLButtonElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const left = useSecondsLeft(copiedAt === undefined ? undefined : copiedAt + clipboardSeconds * 1000);
  useEffect(() => {
    if (copiedAt !== undefined && left === 0 && Date.now() - copiedAt >= clipboardSeconds * 1000)
      setCopiedAt(undefined);
  }, [copiedAt, left]);
  const close = (): void => (saved ? onClose() : setAsks(true));
  return (
    <>
      <Dialog
        title={t('secret.title', { name: created.name })}
        lead={t('secret.lead')}
        width="wide"
        onClose={close}
        onSubmit={close}
        focusOn={() => body.current?.querySelector('button') ?? null}
        foot={
          <>
            <Check label={t('secret.saved')} checked={saved} onChange={setSaved} />
            <div className="end">
              <Button look="danger-ghost" onClick={onRevoke}>
                {t('secret.revokeNow')}
              </Button>
              <Button type="submit" look="primary" hotkey="↵">
                {t('common.done')}
              </Button>
            </div>
          </>
        }
      >
        <div ref={body}>
          <div className="secret">
            <div className="secret__v">
              {revealed ? (
                <>
                  <span className="sr">{t('secret.spelled', { spelled: spelled(created.secret) })}</span>
                  <span aria-hidden="true" data-secret="">
                    {groupsOf(created.secret).join(' ')}
                  </span>
                </>
              ) : (
                <>
                  <span className="sr">{t('devices.concealed')}</span>
                  <span aria-hidden="true">{groupsOf(created.secret.replaceAll(/./g, '•')).join(' ')}</span>
                </>
              )}
            </div>
            <div className="secret__acts">
              <CopyButton
                text={created.secret}
                label={t('copy.copy')}
                clearAfter={clipboardSeconds}
                onCopied={() => setCopiedAt(Date.now())}
              />
              <Button
                look="ghost"
                icon={revealed ? EyeOff : Eye}
                aria-label={t(revealed ? 'devices.conceal' : 'devices.reveal')}
                title={t(revealed ? 'devices.conceal' : 'devices.reveal')}
                aria-pressed={revealed}
                onClick={() => setRevealed(!revealed)}
              />
            </div>
          </div>
          <div className="secret-note">
            {copiedAt === undefined ? null : (
              <>
                <span className="meter" aria-hidden="true">
                  <i style={{ width: `${(left / clipboardSeconds) * 100}%` }} />
                </span>
                <span className="tnum">{t('secret.clears', { count: left })}</span>
              </>
            )}
            <span className="t3 end">{t('secret.typing')}</span>
          </div>
        </div>
        <div className={revealed ? 'secret-grid' : undefined}>
          <HostRows created={created} />
          {revealed ? (
            <div>
              <QrCode text={created.secret} label={t('secret.qr')} />
              <p className="t3 small qr__note">{t('secret.scan')}</p>
            </div>
          ) : null}
        </div>
        <DeviceGuide created={created} />
        <SaveHere created={created} />
      </Dialog>
      {asks ? (
        <Dialog
          alert
          width="slim"
          title={t('secret.close.title')}
          lead={t('secret.close.lead', { name: created.name })}
          onClose={() => setAsks(false)}
          focusOn={() => keep.current}
          foot={
            <div className="end">
              <Button ref={keep} hotkey="Esc" onClick={() => setAsks(false)}>
                {t('secret.close.back')}
              </Button>
              <Button look="danger" onClick={onClose}>
                {t('secret.close.anyway')}
              </Button>
            </div>
          }
        >
          <FieldHint id="secret-lost" hint={{ tone: 'info', text: t('secret.close.hint') }} />
        </Dialog>
      ) : null}
    </>
  );
};
