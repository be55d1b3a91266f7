import { AppWindow } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { system } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { groupsOf, spelled } from '../../logic/groups.ts';
import { entryNameOf } from '../../logic/otpauth.ts';
import { Leave } from './leave.tsx';
import type { SetUpGate } from './set-up.tsx';
import { useWizardActs } from './wizard-acts.ts';
import { WizardFrame } from './wizard-frame.tsx';

/** Step 2: the key as a picture and as text, shown only now. */
export const Link = ({ gate }: { readonly gate: SetUpGate }) => {
  const { t } = useTranslation();
  const setUp = useWizardActs();
  const action = useAction();
  const open = useAction();
  const failure = gate.failure ?? action.failure ?? open.failure;
  const back = useCallback(() => void setUp.back({}), [setUp]);
  const secret = gate.key?.secret ?? '';
  const uri = gate.key?.otpauthUri ?? '';
  return (
    <WizardFrame
      step={2}
      title={t('setUp.link.title')}
      lead={t('setUp.link.lead')}
      onSubmit={() => void action.run(() => setUp.linked({}))}
      onBack={back}
      foot={
        <>
          <Leave scanned />
          <div className="end">
            <Button size="l" onClick={back}>
              {t('common.back')}
            </Button>
            <Button type="submit" look="primary" size="l" busy={gate.busy || action.busy} hotkey="↵">
              {t('setUp.link.done')}
            </Button>
          </div>
        </>
      }
    >
      {failure === undefined ? null : (
        <div className="wiz__field">
          <FailureBanner failure={failure} context={{ host: gate.server.host, address: gate.address }} />
        </div>
      )}
      <div className="enrol">
        <div>
          <QrCode text={uri} label={t('setUp.link.qr')} />
          <p className="t3 small qr__note">{t('setUp.link.onlyNow')}</p>
        </div>
        <ol className="nums">
          <li>
            <div className="nums__t">{t('setUp.link.open')}</div>
            <div className="nums__d">{t('setUp.link.openHint')}</div>
          </li>
          <li>
            <div className="nums__t">{t('setUp.link.scan')}</div>
            <div className="nums__d">{t('setUp.link.scanHint', { entry: entryNameOf(uri) ?? gate.address })}</div>
          </li>
          <li>
            <div className="nums__t">{t('setUp.link.type')}</div>
            <div className="keybox">
              <code aria-hidden="true">{groupsOf(secret).join(' ')}</code>
              <span className="sr">{t('setUp.link.key', { spelled: spelled(secret) })}</span>
              <CopyButton text={secret} name={t('setUp.link.copyKey')} clearAfter={60} />
            </div>
            <div className="nums__d small">{t('setUp.link.kind')}</div>
          </li>
        </ol>
      </div>
      <div className="wiz__aside">
        <Button size="l" icon={AppWindow} onClick={() => void open.run(() => system.openLink({ url: uri }))}>
          {t('setUp.link.here')}
        </Button>
        <p className="t3 small">{t('setUp.link.hereHint')}</p>
      </div>
    </WizardFrame>
  );
};
