import { CircleDot, Laptop, MonitorCheck } from 'lucide-react';
import { type KeyboardEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../../app/contract/security.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { dateAndTimeOf, daysSince, shortDateOf } from '../../text/dates.ts';

type TrustedProps = {
  readonly devices: readonly Device[];
  readonly rememberDays: number;
  readonly domain: string;
  readonly now: Date;
  readonly onRevoke: (device: Device) => void;
  readonly onRevokeOthers: () => void;
};

const walk = (event: KeyboardEvent<HTMLTableSectionElement>): void => {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  const rows = [...event.currentTarget.rows];
  event.preventDefault();
  rows[rows.findIndex((row) => row.contains(document.activeElement)) + by]?.focus();
};

/** The computers that sign in without a code, this one first. */
export const TrustedComputers = ({ devices, rememberDays, domain, now, onRevoke, onRevokeOthers }: TrustedProps) => {
  const { t } = useTranslation();
  const list = [...devices].sort((a, b) => Number(b.current) - Number(a.current));
  const others = list.some((device) => !device.current);
  return (
    <section className="sect">
      <div className="sect__head">
        <h2 className="sect__h">{t('trusted.title')}</h2>
        <span className="t3 small">
          {rememberDays === 0
            ? t('trusted.everyStart', { domain })
            : t('trusted.after', { domain, count: rememberDays })}
        </span>
        {others ? (
          <Button size="s" look="danger-ghost" className="end" onClick={onRevokeOthers}>
            {t('devices.revokeOthers.action')}
          </Button>
        ) : null}
      </div>
      {list.length === 0 ? (
        <p className="t3">{t('trusted.none')}</p>
      ) : (
        <table className="table trusted">
          <thead>
            <tr>
              <th>{t('trusted.computer')}</th>
              <th>{t('trusted.seen')}</th>
              <th>{t('trusted.since')}</th>
              <th>{t('trusted.until')}</th>
              <th>
                <span className="sr">{t('appPasswords.column.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody onKeyDown={walk}>
            {list.map((device, at) => (
              <DeviceRow key={device.id} device={device} first={at === 0} now={now} onRevoke={onRevoke} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
};

type RowProps = Pick<TrustedProps, 'now' | 'onRevoke'> & { readonly device: Device; readonly first: boolean };

const DeviceRow = ({ device, first, now, onRevoke }: RowProps) => {
  const { t } = useTranslation();
  const nameId = useId();
  const left = Math.max(0, -daysSince(device.expiresAt, now));
  return (
    <tr
      tabIndex={first ? 0 : -1}
      onKeyDown={(event) => {
        if (event.key !== 'Delete' || device.current) return;
        event.preventDefault();
        onRevoke(device);
      }}
    >
      <td>
        <div className="cell">
          <Icon of={device.current ? MonitorCheck : Laptop} size="l" />
          <span id={nameId} className="table__t ell" title={device.name}>
            {device.name}
          </span>
        </div>
      </td>
      <td className="tnum">
        <div>{dateAndTimeOf(device.lastUsedAt)}</div>
        <div className="table__sub">{device.lastIp}</div>
      </td>
      <td className="tnum t2 nowrap">{shortDateOf(device.createdAt)}</td>
      <td className="tnum">
        <div className="nowrap">{shortDateOf(device.expiresAt)}</div>
        <div className="table__sub">{t('trusted.left', { count: left })}</div>
      </td>
      <td className="act">
        {device.current ? (
          <span className="pill pill--accent">
            <Icon of={CircleDot} size="s" />
            {t('appPasswords.here')}
          </span>
        ) : (
          <Button look="danger-ghost" size="s" aria-describedby={nameId} onClick={() => onRevoke(device)}>
            {t('appPasswords.revoke')}
          </Button>
        )}
      </td>
    </tr>
  );
};
