import { Signpost } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ServerFacts } from '../../../app/contract/gate.ts';
import { auth } from '../../bridge.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { useAction } from '../../hooks/use-action.ts';

type ElsewhereProps = {
  readonly server: ServerFacts;
  readonly domain: string;
  readonly onChangeServer: () => void;
};

/** A server outside the domain that only name records know of: no password goes there before the person says so. */
export const Elsewhere = ({ server, domain, onChangeServer }: ElsewhereProps) => {
  const { t } = useTranslation();
  const action = useAction();
  return (
    <Banner
      tone="warn"
      icon={Signpost}
      appears
      title={t('signIn.elsewhere.title', { domain, host: server.host })}
      actions={
        <>
          <Button busy={action.busy} onClick={() => void action.run(() => auth.acceptServer({ host: server.host }))}>
            {t('signIn.elsewhere.accept', { host: server.host })}
          </Button>
          <Button look="ghost" onClick={onChangeServer}>
            {t('signIn.changeServer')}
          </Button>
        </>
      }
    >
      <p>{t('signIn.elsewhere.means', { domain })}</p>
    </Banner>
  );
};
