import { CalendarClock, Clock, File, Globe, Moon, Sun, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Signature } from '../../../app/domain/account-settings.ts';
import type { MailAddress } from '../../../app/domain/mail.ts';
import type { KnownPerson } from '../../../app/domain/person.ts';
import { compose } from '../../bridge.ts';
import { Banner } from '../../components/banner.tsx';
import { Icon } from '../../components/icon.tsx';
import { domainOf } from '../../logic/address.ts';
import { type SendPreset, sendPresets, toLocalField } from '../../logic/writing/send-times.ts';
import { dateAndTimeOf } from '../../text/dates.ts';
import { sizeOf } from '../../text/sizes.ts';
import type { Files } from './use-files.ts';

const Attached = ({ files }: { readonly files: Files }) => {
  const { t } = useTranslation();
  return (
    <section>
      <h2 className="insp__h">
        {t('compose.files.title')}
        {files.list.length === 0 ? null : (
          <span>{t('compose.files.sum', { count: files.list.length, size: sizeOf(files.total) })}</span>
        )}
      </h2>
      {files.list.length === 0 ? null : (
        <ul className="insp__list">
          {files.list.map((file) => (
            <li key={file.from.id} className="insp__file">
              <Icon of={File} />
              <div className="grow">
                <div className="ell" title={file.name}>
                  {file.name}
                </div>
                <div className="t3 small">{sizeOf(file.from.size)}</div>
              </div>
              <button
                type="button"
                className="iconbtn"
                aria-label={t('compose.files.remove', { name: file.name })}
                onClick={() => files.remove(file)}
              >
                <Icon of={X} size="s" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="sr" role="status">
        {files.adding > 0 ? t('compose.files.adding', { count: files.adding }) : ''}
      </p>
      {files.failed.length === 0 ? null : (
        <Banner tone="danger" title={t('compose.files.failed', { names: files.failed.join(', ') })} appears />
      )}
      {files.tooLarge ? (
        <Banner tone="warn" title={t('compose.files.large', { size: sizeOf(files.total) })} appears>
          <p>
            {t(files.limit.told ? 'compose.files.largeTold' : 'compose.files.largeUsual', {
              limit: sizeOf(files.limit.bytes),
            })}
          </p>
        </Banner>
      ) : null}
      <button type="button" className="insp__drop" onClick={files.choose}>
        {t(files.adding > 0 ? 'compose.files.busy' : 'compose.files.drop')}
      </button>
    </section>
  );
};

const presetIcons: Readonly<Record<SendPreset['id'], typeof Sun>> = {
  afternoon: Sun,
  evening: Moon,
  tomorrow: Clock,
  monday: CalendarClock,
};

type LaterProps = { readonly at: Date | undefined; readonly onAt: (at: Date | undefined) => void };

const Later = ({ at, onAt }: LaterProps) => {
  const { t } = useTranslation();
  const [now] = useState(() => new Date());
  const names = {
    afternoon: t('compose.later.afternoon'),
    evening: t('compose.later.evening'),
    tomorrow: t('compose.later.tomorrow'),
    monday: t('compose.later.monday'),
  };
  const presets = sendPresets(now);
  return (
    <section>
      <h2 className="insp__h">{t('compose.later.title')}</h2>
      <div className="optbox">
        {presets.map((preset) => {
          const on = at?.getTime() === preset.at.getTime();
          return (
            <button
              key={preset.id}
              type="button"
              className={`opt ${on ? 'is-on' : ''}`}
              aria-pressed={on}
              onClick={() => onAt(on ? undefined : preset.at)}
            >
              <Icon of={presetIcons[preset.id]} />
              {names[preset.id]}
              <span className="opt__end tnum">{dateAndTimeOf(preset.at.toISOString())}</span>
            </button>
          );
        })}
        <label className="opt">
          <Icon of={CalendarClock} />
          {t('compose.later.pick')}
          <input
            type="datetime-local"
            className="opt__field"
            min={toLocalField(now)}
            value={at === undefined ? '' : toLocalField(at)}
            onChange={(event) => {
              const chosen = new Date(event.target.value);
              onAt(Number.isNaN(chosen.getTime()) ? undefined : chosen);
            }}
          />
        </label>
      </div>
    </section>
  );
};

type SignaturesProps = {
  readonly list: readonly Signature[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
};

const Signatures = ({ list, chosen, onChoose }: SignaturesProps) => {
  const { t } = useTranslation();
  if (list.length === 0) return null;
  return (
    <section>
      <label className="insp__h" htmlFor="compose-signature">
        {t('compose.signature.title')}
      </label>
      <select
        id="compose-signature"
        className="input"
        value={chosen}
        onChange={(event) => onChoose(event.target.value)}
      >
        <option value="">{t('compose.signature.none')}</option>
        {list.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </section>
  );
};

/** Who of the recipients is outside, and how often one wrote to them. */
const Outside = ({ people, own }: { readonly people: readonly MailAddress[]; readonly own: string }) => {
  const { t } = useTranslation();
  const [known, setKnown] = useState<readonly KnownPerson[]>([]);
  const addresses = people.map(({ address }) => address).join('\n');
  useEffect(() => {
    if (addresses === '') return;
    let over = false;
    void compose.findPeople({ addresses: addresses.split('\n').slice(0, 500) }).then((reply) => {
      if (!over && reply.ok) setKnown(reply.value.people);
    });
    return () => {
      over = true;
    };
  }, [addresses]);
  const [first] = people;
  if (first === undefined) return null;
  const sent = known.find(({ address }) => address.toLowerCase() === first.address.toLowerCase())?.sent ?? 0;
  const name = first.name === '' ? first.address : first.name;
  const title =
    people.length === 1
      ? t('compose.outside.one', { name, domain: domainOf(own) })
      : t('compose.outside.many', { count: people.length, domain: domainOf(own) });
  return (
    <section className="insp__last">
      <Banner tone="warn" icon={Globe} title={title}>
        <p className="small">
          {first.address}. {sent === 0 ? t('compose.outside.never') : t('compose.outside.written', { count: sent })}
        </p>
      </Banner>
    </section>
  );
};

type InspectorProps = LaterProps & {
  /** Only what there is to know: below a message there is no room for what could be chosen. */
  readonly short: boolean;
  readonly files: Files;
  readonly signatures: SignaturesProps;
  readonly outside: readonly MailAddress[];
  readonly own: string;
};

/** Beside the text: files, when it goes, the signature, and who is outside. */
export const Inspector = ({ short, files, at, onAt, signatures, outside, own }: InspectorProps) => {
  const { t } = useTranslation();
  const hasFiles = files.list.length + files.adding + files.failed.length > 0;
  if (short && !hasFiles && outside.length === 0) return null;
  if (short) {
    return (
      <div className="insp">
        {hasFiles ? <Attached files={files} /> : null}
        <Outside people={outside} own={own} />
      </div>
    );
  }
  return (
    <aside className="insp" aria-label={t('compose.details')}>
      <Attached files={files} />
      <Later at={at} onAt={onAt} />
      <Signatures {...signatures} />
      <Outside people={outside} own={own} />
    </aside>
  );
};
