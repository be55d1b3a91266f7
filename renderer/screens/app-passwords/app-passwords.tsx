import { KeyRound, Plus, Trash2 } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppPassword } from '../../../app/contract/app-passwords.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { appPasswords } from '../../bridge.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Icon } from '../../components/icon.tsx';
import { Select } from '../../components/select.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { useNow } from '../../hooks/use-now.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import {
  type Filter,
  fitsFilter,
  type Preset,
  type SortColumn,
  sortAppPasswords,
  staleAfterDays,
  usualSorting,
} from '../../logic/app-passwords.ts';
import type { TextKey } from '../../text/keys.ts';
import type { MailboxGate } from '../mailbox/mailbox.tsx';
import { CreateDialog, type NewAppPassword } from './create-dialog.tsx';
import { type AppPasswordChange, EditDialog } from './edit-dialog.tsx';
import { Empty } from './empty.tsx';
import { PasswordTable } from './password-table.tsx';
import { useProof } from './proof.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { RevokeOthersDialog } from './revoke-others-dialog.tsx';
import { type Created, SecretDialog } from './secret-dialog.tsx';

const filterTitles: Readonly<Record<Filter, TextKey>> = {
  all: 'devices.filters.all',
  unused: 'devices.filters.unused',
  ending: 'devices.filters.ending',
  paused: 'devices.filters.paused',
};
const filters = ['all', 'unused', 'ending', 'paused'] as const satisfies readonly Filter[];

type Loaded = { readonly list: readonly AppPassword[]; readonly limit: number };

export const AppPasswords = ({ gate }: { readonly gate: MailboxGate }) => {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const proof = useProof(gate.address, gate.kept === 'keychain');
  const { withProof } = proof;
  const minute = useNow(60_000);
  const now = useMemo(() => new Date(minute), [minute]);
  const [loaded, setLoaded] = useState<Loaded>();
  const [failure, setFailure] = useState<Failure>();
  /** The person was asked for the password and did not give it. */
  const [closed, setClosed] = useState(false);
  const [creating, setCreating] = useState<{ readonly preset: Preset | undefined }>();
  const [created, setCreated] = useState<Created>();
  const [revoking, setRevoking] = useState<AppPassword>();
  const revocation = useAction();
  const [editing, setEditing] = useState<AppPassword>();
  const edit = useAction();
  const [revokingOthers, setRevokingOthers] = useState(false);
  const [sorting, setSorting] = useState(usualSorting);
  const [filter, setFilter] = useState<Filter>('all');

  const load = useCallback(async (): Promise<void> => {
    setFailure(undefined);
    setClosed(false);
    const reply = await withProof(() => appPasswords.list({}));
    if (reply === undefined) setClosed(true);
    else if (reply.ok) setLoaded(reply.value);
    else setFailure(reply.error);
  }, [withProof]);

  useEffect(() => void load(), [load]);

  const create = async (wanted: NewAppPassword): Promise<Failure | undefined> => {
    const reply = await withProof(() => appPasswords.create(wanted));
    if (reply === undefined) return undefined;
    if (!reply.ok) return reply.error;
    setCreating(undefined);
    setCreated({ ...reply.value, name: wanted.name, scopes: wanted.scopes });
    void load();
    return undefined;
  };

  const revoke = async (password: AppPassword): Promise<void> => {
    const reply = await withProof(() => revocation.run(() => appPasswords.revoke({ id: password.id })));
    if (reply === undefined || (!reply.ok && reply.error.code !== 'noSuchEntity')) return;
    setRevoking(undefined);
    revocation.clear();
    if (reply.ok) announce(t('revoke.done', { name: password.name }));
    await load();
  };

  const change = async (wanted: AppPasswordChange, said: string): Promise<void> => {
    const reply = await withProof(() => edit.run(() => appPasswords.change(wanted)));
    if (reply === undefined || !reply.ok) {
      // Said where it is asked for: there is no dialog around a pause.
      if (reply !== undefined && editing === undefined) setFailure(reply.error);
      return;
    }
    setEditing(undefined);
    edit.clear();
    announce(said);
    await load();
  };

  const pause = (password: AppPassword): void =>
    void change(
      { id: password.id, enabled: !password.enabled },
      t(password.enabled ? 'devices.pausedNow' : 'devices.resumedNow', { name: password.name }),
    );

  const revokeOthers = async (): Promise<void> => {
    const reply = await withProof(() => revocation.run(() => appPasswords.revokeOthers({})));
    if (reply === undefined || !reply.ok) return;
    setRevokingOthers(false);
    announce(t('devices.revokeOthers.done', { count: reply.value.revoked }));
    await load();
  };

  const sortBy = (column: SortColumn): void =>
    setSorting((before) =>
      before.column === column
        ? { column, down: !before.down }
        : { column, down: column === 'used' || column === 'created' },
    );

  const begin = (preset?: Preset): void => setCreating({ preset });
  const ready = loaded !== undefined;
  useKeys(ready, { n: () => begin() });

  const list = useMemo(() => sortAppPasswords(loaded?.list ?? [], sorting), [loaded, sorting]);
  const shown = list.filter((password) => fitsFilter(password, filter, now));
  const others = list.filter((password) => !password.current);

  return (
    <main className="page">
      <div className="page__wide page__head">
        <div>
          <h1 className="page__h">{t('appPasswords.title')}</h1>
          {ready && others.length === 0 ? null : <p className="page__lead">{t('appPasswords.lead')}</p>}
        </div>
        <div className="page__a">
          {ready ? (
            <Button look="primary" icon={Plus} hotkey="N" onClick={() => begin()}>
              {t('appPasswords.new')}
            </Button>
          ) : null}
        </div>
      </div>
      {failure !== undefined ? (
        <div className="sect">
          <FailureBanner
            failure={failure}
            actions={<Button onClick={() => void load()}>{t('common.tryAgain')}</Button>}
          />
        </div>
      ) : closed && loaded === undefined ? (
        <div className="empty">
          <Icon of={KeyRound} size="l" />
          <h2 className="empty__h">{t('appPasswords.closed.title')}</h2>
          <p className="empty__p">{t('appPasswords.closed.means')}</p>
          <Button look="primary" onClick={() => void load()}>
            {t('appPasswords.closed.open')}
          </Button>
        </div>
      ) : loaded === undefined ? (
        <div className="sect stack" aria-busy="true">
          <span className="skeleton" />
          <span className="skeleton" />
          <span className="skeleton skeleton--short" />
        </div>
      ) : (
        <div className="page__wide page__fill">
          <div className="toolbar">
            {others.length === 0 ? null : (
              <>
                <Select
                  quiet
                  label={t('devices.filter')}
                  value={filter}
                  options={filters.map((value) => ({ value, label: t(filterTitles[value]) }))}
                  onChange={setFilter}
                />
                <Button look="danger-ghost" size="s" icon={Trash2} onClick={() => setRevokingOthers(true)}>
                  {t('devices.revokeOthers.action')}
                </Button>
              </>
            )}
            <div className="end t3 small">{t('appPasswords.used', { used: list.length, count: loaded.limit })}</div>
          </div>
          {list.length === 0 ? null : shown.length === 0 ? (
            <p className="table__foot" role="status">
              {t('devices.filterEmpty')}
            </p>
          ) : (
            <PasswordTable
              list={shown}
              now={now}
              sorting={sorting}
              onSort={sortBy}
              onEdit={(password) => {
                edit.clear();
                setEditing(password);
              }}
              onPause={pause}
              onRevoke={setRevoking}
            />
          )}
          {others.length === 0 ? (
            <Empty onNew={begin} />
          ) : (
            <p className="table__foot">{t('appPasswords.unusedMeans', { count: staleAfterDays })}</p>
          )}
        </div>
      )}
      {creating === undefined ? null : (
        <CreateDialog
          preset={creating.preset}
          taken={list.map(({ name }) => name)}
          onCreate={create}
          onClose={() => setCreating(undefined)}
        />
      )}
      {created === undefined ? null : (
        <SecretDialog
          created={created}
          onClose={() => setCreated(undefined)}
          onRevoke={() => {
            const made = loaded?.list.find((password) => password.id === created.id);
            setCreated(undefined);
            if (made !== undefined) setRevoking(made);
          }}
        />
      )}
      {revoking === undefined ? null : (
        <RevokeDialog
          password={revoking}
          others={list.length - 1}
          busy={revocation.busy}
          failure={revocation.failure}
          onKeep={() => {
            revocation.clear();
            setRevoking(undefined);
          }}
          onRevoke={() => void revoke(revoking)}
        />
      )}
      {editing === undefined ? null : (
        <EditDialog
          key={editing.id}
          password={editing}
          busy={edit.busy}
          failure={edit.failure}
          onSave={(wanted) => void change(wanted, t('devices.edit.saved', { name: wanted.name ?? editing.name }))}
          onClose={() => setEditing(undefined)}
        />
      )}
      {revokingOthers ? (
        <RevokeOthersDialog
          count={others.length}
          busy={revocation.busy}
          failure={revocation.failure}
          onKeep={() => {
            revocation.clear();
            setRevokingOthers(false);
          }}
          onRevoke={() => void revokeOthers()}
        />
      ) : null}
      {proof.dialog}
    </main>
  );
};
