import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../../app/contract/area.ts';
import type { Contract } from '../../../app/contract/contract.ts';
import { security } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { CodeEntry } from '../../components/code-entry.tsx';
import type { CodeInputHandle } from '../../components/code-input.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { DialogButtons } from '../../components/dialog-buttons.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { FieldHint } from '../../components/field.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { isWholeCode } from '../../logic/code.ts';
import { groupsOf, spelled } from '../../logic/groups.ts';
import type { Proof } from '../app-passwords/proof.tsx';

/** There is nothing to fill in: Enter goes on. */
const submitButton = (): HTMLElement | null => document.querySelector('.dialog [type="submit"]');

type MoveProps = {
  readonly withProof: Proof['withProof'];
  /** `moved`: only the new authenticator's codes are good now. */
  readonly onClose: (moved: boolean) => void;
};

type Key = OutputOf<Contract['security']['methods']['startMove']>;

/** Links another authenticator in place of the one in use, which stays good until a code of the new one is accepted. */
export const MoveDialog = ({ withProof, onClose }: MoveProps) => {
  const { t } = useTranslation();
  const action = useAction();
  const [key, setKey] = useState<Key>();
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const input = useRef<CodeInputHandle>(null);
  const { failure } = action;

  const begin = async (): Promise<void> => {
    const reply = await withProof(() => action.run(() => security.startMove({})));
    if (reply?.ok) setKey(reply.value);
  };
  const submit = async (): Promise<void> => {
    if (action.busy) return;
    if (!isWholeCode(code)) {
      setMissing(true);
      input.current?.focus();
      return;
    }
    const reply = await withProof(() => action.run(() => security.finishMove({ code })));
    if (reply?.ok) onClose(true);
  };
  useEffect(() => {
    if (failure?.code === 'wrongCode') input.current?.focus();
  }, [failure]);

  if (key === undefined) {
    return (
      <Dialog
        title={t('twoFactor.move.title')}
        lead={t('twoFactor.move.lead')}
        width="slim"
        focusOn={submitButton}
        onClose={() => onClose(false)}
        onSubmit={() => void begin()}
        foot={<DialogButtons submit={t('common.continue')} busy={action.busy} onCancel={() => onClose(false)} />}
      >
        <FieldHint id="move-lost" hint={{ tone: 'info', text: t('twoFactor.move.lost') }} />
        {failure === undefined || failure.code === 'stepUpRequired' ? null : <FailureBanner failure={failure} />}
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t('twoFactor.move.scan')}
      lead={t('twoFactor.move.scanLead')}
      width="wide"
      onClose={() => onClose(false)}
      onSubmit={() => void submit()}
      foot={
        <div className="end">
          <Button hotkey="Esc" onClick={() => onClose(false)}>
            {t('twoFactor.move.stay')}
          </Button>
          <Button type="submit" look="primary" busy={action.busy} hotkey="↵">
            {t('twoFactor.move.confirm')}
          </Button>
        </div>
      }
    >
      <div className="enrol">
        <QrCode text={key.otpauthUri} label={t('setUp.link.qr')} />
        <div className="stack">
          <div>
            <div className="nums__t">{t('setUp.link.type')}</div>
            <div className="keybox">
              <code aria-hidden="true">{groupsOf(key.secret).join(' ')}</code>
              <span className="sr">{t('setUp.link.key', { spelled: spelled(key.secret) })}</span>
              <CopyButton text={key.secret} name={t('setUp.link.copyKey')} clearAfter={60} />
            </div>
          </div>
          <div className="field">
            <CodeEntry
              ref={input}
              value={code}
              onChange={(next) => {
                setCode(next);
                setMissing(false);
              }}
              onWhole={() => {}}
              failure={failure}
              busy={action.busy}
              skew={0}
              focused={false}
            />
            {missing ? <FieldHint id="move-code" hint={{ tone: 'danger', text: t('code.missing') }} /> : null}
          </div>
        </div>
      </div>
      {failure === undefined ? null : <FailureBanner failure={failure} />}
    </Dialog>
  );
};
