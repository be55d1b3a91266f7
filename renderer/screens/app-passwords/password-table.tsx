import {
  ArrowDown,
  ArrowUp,
  CircleDashed,
  CircleDot,
  CirclePause,
  ClockAlert,
  Ellipsis,
  Hourglass,
  Pause,
  Pencil,
  Play,
  Trash2,
} from 'lucide-react';
import { type KeyboardEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppPassword } from '../../../app/contract/app-passwords.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { Menu } from '../../components/menu.tsx';
import { deviceKindOf, expiryOf, type SortColumn, type Sorting, usageOf } from '../../logic/app-passwords.ts';
import { shortDateOf } from '../../text/dates.ts';
import type { TextKey } from '../../text/keys.ts';
import { deviceIcons } from './device-icon.ts';
import { lastUsedText } from './last-used.ts';
import { ScopeChips } from './scope-chips.tsx';

type TableProps = {
  readonly list: readonly AppPassword[];
  readonly now: Date;
  readonly sorting: Sorting;
  readonly onSort: (column: SortColumn) => void;
  readonly onEdit: (password: AppPassword) => void;
  readonly onPause: (password: AppPassword) => void;
  readonly onRevoke: (password: AppPassword) => void;
};

const titles: Readonly<Record<SortColumn, TextKey>> = {
  name: 'appPasswords.column.name',
  created: 'appPasswords.column.created',
  used: 'appPasswords.column.used',
  expires: 'appPasswords.column.expires',
};

const walk = (event: KeyboardEvent<HTMLTableSectionElement>): void => {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  const rows = [...event.currentTarget.rows];
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  event.preventDefault();
  rows[at + by]?.focus();
};

type SortHeadProps = Pick<TableProps, 'sorting' | 'onSort'> & { readonly column: SortColumn };

const SortHead = ({ column, sorting, onSort }: SortHeadProps) => {
  const { t } = useTranslation();
  const on = sorting.column === column;
  return (
    <th aria-sort={on ? (sorting.down ? 'descending' : 'ascending') : undefined}>
      <button
        type="button"
        className="table__sort"
        title={t('devices.sort', { column: t(titles[column]) })}
        onClick={() => onSort(column)}
      >
        {t(titles[column])}
        {on ? <Icon of={sorting.down ? ArrowDown : ArrowUp} size="s" /> : null}
      </button>
    </th>
  );
};

export const PasswordTable = ({ list, sorting, onSort, ...rest }: TableProps) => {
  const { t } = useTranslation();
  const head = { sorting, onSort };
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
          <SortHead column="name" {...head} />
          <th>{t('appPasswords.column.works')}</th>
          <SortHead column="created" {...head} />
          <SortHead column="used" {...head} />
          <SortHead column="expires" {...head} />
          <th>
            <span className="sr">{t('appPasswords.column.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody onKeyDown={walk}>
        {list.map((password, at) => (
          <PasswordRow key={password.id} password={password} first={at === 0} {...rest} />
        ))}
      </tbody>
    </table>
  );
};

type RowProps = Omit<TableProps, 'list' | 'sorting' | 'onSort'> & {
  readonly password: AppPassword;
  readonly first: boolean;
};

const PasswordRow = ({ password, first, now, onEdit, onPause, onRevoke }: RowProps) => {
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
        const at = event.target === event.currentTarget;
        const act = event.key === 'Enter' && at ? onEdit : event.key === 'Delete' && revocable ? onRevoke : undefined;
        if (act === undefined) return;
        event.preventDefault();
        act(password);
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
        <Menu
          label={t('devices.menu', { name: password.name })}
          align="end"
          items={() => [
            { label: t('devices.edit.action'), icon: Pencil, hotkey: '↵', run: () => onEdit(password) },
            ...(revocable
              ? [
                  {
                    label: t(password.enabled ? 'devices.pause' : 'devices.resume'),
                    icon: password.enabled ? Pause : Play,
                    run: () => onPause(password),
                  },
                  { kind: 'line' as const },
                  {
                    label: t('appPasswords.revoke'),
                    icon: Trash2,
                    danger: true,
                    hotkey: 'Del',
                    run: () => onRevoke(password),
                  },
                ]
              : []),
          ]}
        >
          <Button look="ghost" size="s" icon={Ellipsis} aria-label={t('devices.menu', { name: password.name })} />
        </Menu>
      </td>
    </tr>
  );
};
