import { ArrowDown, CircleDashed, CircleDot, CirclePause, ClockAlert, Hourglass } from 'lucide-react';
import { type KeyboardEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppPassword } from '../../../app/contract/app-passwords.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { deviceKindOf, expiryOf, usageOf } from '../../logic/app-passwords.ts';
import { shortDateOf } from '../../text/dates.ts';
import { deviceIcons } from './device-icon.ts';
import { lastUsedText } from './last-used.ts';
import { ScopeChips } from './scope-chips.tsx';

type TableProps = {
  readonly list: readonly AppPassword[];
  readonly now: Date;
  readonly onRevoke: (password: AppPassword) => void;
};

const walk = (event: KeyboardEvent<HTMLTableSectionElement>): void => {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  const rows = [...event.currentTarget.rows];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  event.preventDefault();
  rows[at + by]?.focus();
};

export const PasswordTable = ({ list, now, onRevoke }: TableProps) => {
  const { t } = useTranslation();
  return (
    <table className="table passwords">
      <colgroup>
        <col />
        <col />
        <col />
        <col />
        <col />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th>{t('appPasswords.column.name')}</th>
          <th>{t('appPasswords.column.works')}</th>
          <th>{t('appPasswords.column.created')}</th>
          <th aria-sort="descending">
            {t('appPasswords.column.used')}
            <Icon of={ArrowDown} size="s" />
          </th>
          <th>{t('appPasswords.column.expires')}</th>
          <th>
            <span className="sr">{t('appPasswords.column.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody onKeyDown={walk}>
        {list.map((password, at) => (
          <PasswordRow key={password.id} password={password} first={at === 0} now={now} onRevoke={onRevoke} />
        ))}
      </tbody>
    </table>
  );
};

type RowProps = Omit<TableProps, 'list'> & { readonly password: AppPassword; readonly first: boolean };

const PasswordRow = ({ password, first, now, onRevoke }: RowProps) => {
  const { t } = useTranslation();
  const nameId = useId();
  const used = lastUsedText(t, password, now);
  const usage = usageOf(password, now);
  const expiry = expiryOf(password, now);
  const revocable = !password.current;
  return (
    <tr
      tabIndex={first ? 0 : -1}
      onKeyDown={(event) => {
        if (event.key !== 'Delete' || !revocable) return;
        event.preventDefault();
        onRevoke(password);
      }}
    >
      <td>
        <div className="cell">
          <Icon of={deviceIcons[deviceKindOf(password)]} size="l" />
          <div>
            <div className="table__t">
              <span id={nameId} className="ell" title={password.name}>
                {password.name}
              </span>
            </div>
            {password.current ? (
              <span className="pill pill--accent">
                <Icon of={CircleDot} size="s" />
                {t('appPasswords.here')}
              </span>
            ) : !password.enabled ? (
              <span className="pill">
                <Icon of={CirclePause} size="s" />
                {t('appPasswords.paused')}
              </span>
            ) : usage.kind === 'never' ? (
              <span className="pill pill--warn">
                <Icon of={CircleDashed} size="s" />
                {t('appPasswords.neverUsed')}
              </span>
            ) : usage.kind === 'stale' ? (
              <span className="pill pill--warn">
                <Icon of={ClockAlert} size="s" />
                {t('appPasswords.stale', { count: usage.days })}
              </span>
            ) : null}
          </div>
        </div>
      </td>
      <td>
        <ScopeChips scopes={password.scopes} />
      </td>
      <td className="t2 tnum nowrap">{shortDateOf(password.createdAt)}</td>
      <td className="tnum">
        <div>{used.when}</div>
        <div className="table__sub">{used.how}</div>
      </td>
      <td className="tnum t2">
        {password.expiresAt === undefined ? (
          t('appPasswords.noExpiry')
        ) : (
          <>
            <div className="nowrap">{shortDateOf(password.expiresAt)}</div>
            {expiry.state === 'soon' ? (
              <span className="tag tag--warn">
                <Icon of={Hourglass} size="s" />
                {t('appPasswords.soon', { count: expiry.days })}
              </span>
            ) : expiry.state === 'over' ? (
              <span className="tag tag--danger">
                <Icon of={Hourglass} size="s" />
                {t('appPasswords.over')}
              </span>
            ) : null}
          </>
        )}
      </td>
      <td className="act">
        {revocable ? (
          <Button look="danger-ghost" size="s" aria-describedby={nameId} onClick={() => onRevoke(password)}>
            {t('appPasswords.revoke')}
          </Button>
        ) : (
          <span className="t3 small">{t('appPasswords.endsWithTrust')}</span>
        )}
      </td>
    </tr>
  );
};
