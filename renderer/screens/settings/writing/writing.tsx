import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Identity, Signature } from '../../../../app/domain/account-settings.ts';
import { Check } from '../../../components/check.tsx';
import { useAccountSetting } from '../../../hooks/use-account-setting.ts';
import { usePreferences } from '../../../hooks/use-preferences.ts';
import { htmlWords } from '../../../logic/writing/html-words.ts';
import type { MailboxGate } from '../../mailbox/mailbox.tsx';
import { Page } from '../page.tsx';
import { IdentityDialog } from './identity-dialog.tsx';
import { NamedList } from './named-list.tsx';
import { SignatureDialog } from './signature-dialog.tsx';
import { SpellingSettings } from './spelling.tsx';

const undoTimes = [0, 5, 8, 15, 30, 60] as const;

/** Under which names one writes, how one signs, and what one begins messages with. */
export const WritingSettings = ({ gate }: { readonly gate: MailboxGate }) => {
  const { t } = useTranslation();
  const [own = [], setIdentities] = useAccountSetting('identities');
  const [signatures = [], setSignatures] = useAccountSetting('signatures');
  const [templates = [], setTemplates] = useAccountSetting('templates');
  const [writing, changeWriting] = usePreferences('writing');
  const [identity, setIdentity] = useState<Identity>();
  const [signature, setSignature] = useState<Signature>();
  const usual: Identity = { id: 'own', name: gate.fullName, address: gate.address, replyTo: '', signature: '' };
  const identities = own.length === 0 ? [usual] : own;

  const put = <Entry extends { readonly id: string }>(list: readonly Entry[], entry: Entry): Entry[] =>
    list.some(({ id }) => id === entry.id)
      ? list.map((each) => (each.id === entry.id ? entry : each))
      : [...list, entry];
  const without = <Entry extends { readonly id: string }>(list: readonly Entry[], id: string): Entry[] =>
    list.filter((each) => each.id !== id);

  return (
    <Page title={t('writingSettings.title')} lead={t('writingSettings.lead')}>
      <NamedList
        title={t('writingSettings.identity.title')}
        lead={t('writingSettings.identity.lead')}
        empty=""
        entries={identities.map(({ id, name, address }) => ({
          id,
          name: name === '' ? address : name,
          detail: address,
        }))}
        add={{
          label: t('writingSettings.identity.add'),
          run: () => setIdentity({ ...usual, id: crypto.randomUUID(), address: '' }),
        }}
        onOpen={(id) => setIdentity(identities.find((each) => each.id === id))}
        {...(identities.length < 2 ? {} : { onRemove: (id: string) => void setIdentities(without(identities, id)) })}
      />
      <NamedList
        title={t('writingSettings.signature.title')}
        lead={t('writingSettings.signature.lead')}
        empty={t('writingSettings.signature.empty')}
        entries={signatures.map(({ id, name, html }) => ({ id, name, detail: htmlWords(html) }))}
        add={{
          label: t('writingSettings.signature.add'),
          run: () => setSignature({ id: crypto.randomUUID(), name: '', html: '', aboveQuote: true }),
        }}
        onOpen={(id) => setSignature(signatures.find((each) => each.id === id))}
        onRemove={(id) => void setSignatures(without(signatures, id))}
      />
      <NamedList
        title={t('compose.template.title')}
        lead={t('writingSettings.template.lead')}
        empty={t('writingSettings.template.empty')}
        entries={templates.map(({ id, name, subject }) => ({ id, name, detail: subject }))}
        onRemove={(id) => void setTemplates(without(templates, id))}
      />
      <section className="wset">
        <h2 className="wset__h">{t('writingSettings.sending.title')}</h2>
        <Check
          label={t('writingSettings.sending.plain')}
          checked={writing.format === 'plain'}
          onChange={(plain) => changeWriting({ format: plain ? 'plain' : 'rich' })}
        />
        <Check
          label={t('answer.setting')}
          checked={writing.answers === 'below'}
          onChange={(below) => changeWriting({ answers: below ? 'below' : 'window' })}
        />
        <Check
          label={t('writingSettings.sending.warnAttachment')}
          checked={writing.warnAttachment}
          onChange={(warnAttachment) => changeWriting({ warnAttachment })}
        />
        <Check
          label={t('writingSettings.sending.warnOutside')}
          checked={writing.warnOutside}
          onChange={(warnOutside) => changeWriting({ warnOutside })}
        />
        <div className="field">
          <label className="field__label" htmlFor="undo-seconds">
            {t('writingSettings.sending.undo')}
          </label>
          <select
            id="undo-seconds"
            className="input"
            value={writing.undoSeconds}
            onChange={(event) => changeWriting({ undoSeconds: Number(event.target.value) })}
          >
            {undoTimes.map((seconds) => (
              <option key={seconds} value={seconds}>
                {seconds === 0
                  ? t('writingSettings.sending.atOnce')
                  : t('writingSettings.sending.seconds', { count: seconds })}
              </option>
            ))}
          </select>
        </div>
      </section>
      <SpellingSettings />
      {identity === undefined ? null : (
        <IdentityDialog
          identity={identity}
          signatures={signatures}
          onClose={() => setIdentity(undefined)}
          onSave={(saved) => {
            setIdentity(undefined);
            void setIdentities(put(identities, saved));
          }}
        />
      )}
      {signature === undefined ? null : (
        <SignatureDialog
          signature={signature}
          onClose={() => setSignature(undefined)}
          onSave={(saved) => {
            setSignature(undefined);
            void setSignatures(put(signatures, saved));
          }}
        />
      )}
    </Page>
  );
};
