import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { program } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { SettingGroup, SettingRow } from '../../components/setting.tsx';

type Report = { readonly text: string; readonly crashes: number };

/** What helps to find a fault: read first, then copied by hand. Nothing leaves by itself. */
export const Diagnostics = () => {
  const { t } = useTranslation();
  const [report, setReport] = useState<Report>();
  const [open, setOpen] = useState(false);
  const [failed, setFailed] = useState(false);
  const gather = async (): Promise<void> => {
    const reply = await program.getDiagnostics({});
    setFailed(!reply.ok);
    if (reply.ok) setReport(reply.value);
  };
  useEffect(() => {
    void program.getDiagnostics({}).then((reply) => (reply.ok ? setReport(reply.value) : setFailed(true)));
  }, []);
  const crashes = report?.crashes ?? 0;
  return (
    <SettingGroup title={t('diagnostics.title')}>
      <SettingRow title={t('diagnostics.show')} means={t(failed ? 'diagnostics.failed' : 'diagnostics.showMeans')}>
        <Button
          size="s"
          onClick={() => {
            void gather().then(() => setOpen(true));
          }}
        >
          {t('diagnostics.open')}
        </Button>
      </SettingRow>
      <SettingRow
        title={t('diagnostics.reports')}
        means={crashes === 0 ? t('diagnostics.reportsNone') : t('diagnostics.reportsSome', { count: crashes })}
      >
        <Button size="s" onClick={() => void program.showReports({})}>
          {t('diagnostics.folder')}
        </Button>
      </SettingRow>
      {open && report !== undefined ? (
        <Dialog
          title={t('diagnostics.dialog')}
          lead={t('diagnostics.lead')}
          width="wide"
          onClose={() => setOpen(false)}
          foot={
            <div className="end">
              <Button onClick={() => setOpen(false)}>{t('common.close')}</Button>
              <CopyButton text={report.text} look="primary" label={t('diagnostics.copy')} />
            </div>
          }
        >
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard */}
          <section className="diagnostics" aria-label={t('diagnostics.dialog')} tabIndex={0}>
            <pre>{report.text}</pre>
          </section>
        </Dialog>
      ) : null}
    </SettingGroup>
  );
};
