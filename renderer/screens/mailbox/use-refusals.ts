import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { mail } from '../../bridge.ts';
import { useToast } from '../../components/toasts.tsx';
import type { TextKey } from '../../text/keys.ts';

const refused: Readonly<Record<string, TextKey>> = {
  flag: 'refused.flag',
  move: 'refused.move',
  copy: 'refused.copy',
  expunge: 'refused.expunge',
  createFolder: 'refused.createFolder',
  renameFolder: 'refused.renameFolder',
  deleteFolder: 'refused.deleteFolder',
  subscribe: 'refused.subscribe',
};

/** Tells of commands that the server did not carry out, with its own words. */
export const useRefusals = (): void => {
  const { t } = useTranslation();
  const toast = useToast();
  useEffect(
    () =>
      mail.on.commandSettled((report) => {
        const key = refused[report.kind];
        if (report.outcome !== 'refused' || key === undefined) return;
        const words = report.refusal?.text ?? '';
        toast({
          tone: 'danger',
          text: t(key),
          ...(words === '' ? {} : { detail: t('refused.words', { words }) }),
        });
      }),
    [t, toast],
  );
};
