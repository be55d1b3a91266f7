import { Calendar, Folder as FolderIcon, Mail, Paperclip, SearchX } from 'lucide-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Icon } from '../../components/icon.tsx';
import { askForSearchFocus, setSearch, useSearchState } from '../../search/search-state.ts';
import { type SearchText, textOf, toggled, without } from '../../search/search-text.ts';
import type { Results, SearchScope } from '../../search/use-results.ts';
import type { ListGestures } from '../mailbox/conversation-list.tsx';
import { Problems } from './problems.tsx';
import { ResultList, type ResultListHandle } from './result-list.tsx';
import { SaveSearch } from './save-search.tsx';
import { ServerLine } from './server-line.tsx';

type ResultsPaneProps = {
  readonly results: Results;
  readonly list: Ref<ResultListHandle>;
  readonly gestures: ListGestures;
  readonly onLeave: () => void;
};

const scopes: readonly SearchScope[] = ['all', 'folder', 'accounts'];

const toggles = [
  { token: 'has:attachment', icon: Paperclip, title: 'finding.hasFile' },
  { token: 'is:unread', icon: Mail, title: 'finding.unread' },
] as const;
const openers = [
  { draft: 'in:', icon: FolderIcon, title: 'finding.inFolder' },
  { draft: 'after:', icon: Calendar, title: 'finding.since' },
] as const;

const Narrowing = ({ text }: { readonly text: SearchText }) => {
  const { t } = useTranslation();
  const begin = (draft: string): void => {
    const before = text.draft.trim();
    setSearch({ ...text, draft: before === '' ? draft : `${before} ${draft}` });
    askForSearchFocus();
  };
  return (
    <fieldset className="found__chips">
      <legend className="sr">{t('finding.narrow')}</legend>
      {toggles.map(({ token, icon, title }) => {
        const on = text.tokens.includes(token);
        return (
          <button
            key={token}
            type="button"
            className={`fchip ${on ? 'is-on' : ''}`}
            aria-pressed={on}
            onClick={() => setSearch(toggled(text, token))}
          >
            <Icon of={icon} size="s" />
            {t(title)}
          </button>
        );
      })}
      {openers.map(({ draft, icon, title }) => (
        <button key={draft} type="button" className="fchip" onClick={() => begin(draft)}>
          <Icon of={icon} size="s" />
          {t(title)}
        </button>
      ))}
    </fieldset>
  );
};

const Nothing = ({ results, text }: { readonly results: Results; readonly text: SearchText }) => {
  const { t } = useTranslation();
  const { found, scope } = results;
  const asking = found.server.state === 'asking' || found.server.state === 'waiting';
  return (
    <div className="empty found__none">
      <Icon of={SearchX} size="l" className="t3" />
      <p>{t(asking ? 'finding.nothingHere' : 'finding.nothing')}</p>
      <p className="t3 small">{t(asking ? 'finding.serverGoesOn' : 'finding.nothingHint')}</p>
      <div className="found__next">
        {scope.now === 'folder' ? (
          <Button size="s" onClick={() => scope.choose('all')}>
            {t('finding.searchAll')}
          </Button>
        ) : null}
        {scope.accounts === 'more' ? (
          <Button size="s" onClick={() => scope.choose('accounts')}>
            {t('finding.searchAccounts')}
          </Button>
        ) : null}
        {text.tokens.slice(0, 3).map((token) => (
          <Button key={token} size="s" onClick={() => setSearch(without(text, token))}>
            {t('finding.without', { token })}
          </Button>
        ))}
        {found.server.state === 'notNeeded' ? (
          <Button size="s" onClick={found.askServer}>
            {t('finding.server.ask')}
          </Button>
        ) : null}
      </div>
    </div>
  );
};

/** The middle pane while something is searched for. */
export const ResultsPane = ({ results, list, gestures, onLeave }: ResultsPaneProps) => {
  const { t, i18n } = useTranslation();
  const { text } = useSearchState();
  const { found, marks, selection, scope, order, nameOfFolder, showsTo } = results;
  const rows = found.rows ?? [];
  const count = new Intl.NumberFormat(i18n.language).format(rows.length);
  const heading = found.more
    ? t('finding.moreThan', { count: rows.length, shown: count })
    : t('finding.count', { count: rows.length, shown: count });
  return (
    <section className="mlist" aria-label={t('finding.results')} aria-busy={found.busy}>
      <div className="mlist__head found__head">
        <h1 className="mlist__h tnum">{found.rows === undefined ? t('finding.searching') : heading}</h1>
        <label className="found__pick">
          <span className="sr">{t('finding.where')}</span>
          <select
            value={scope.now}
            disabled={scope.fixed}
            onChange={(event) => scope.choose(scopes.find((one) => one === event.target.value) ?? 'all')}
          >
            <option value="all">{t(scope.accounts === 'here' ? 'finding.inAccounts' : 'finding.inAll')}</option>
            <option value="folder">{t('finding.inThis', { folder: scope.folderName })}</option>
            {scope.accounts === 'more' ? <option value="accounts">{t('finding.inAccounts')}</option> : null}
          </select>
        </label>
        <label className="found__pick">
          <span className="sr">{t('finding.order')}</span>
          <select
            value={order.now}
            onChange={(event) => order.choose(event.target.value === 'relevance' ? 'relevance' : 'newest')}
          >
            <option value="newest">{t('finding.newest')}</option>
            <option value="relevance">{t('finding.best')}</option>
          </select>
        </label>
        <SaveSearch text={textOf(text)} />
      </div>
      <Narrowing text={text} />
      <Problems list={found.problems} text={textOf(text)} />
      {found.failure !== undefined ? (
        <div className="reader__said">
          <FailureBanner failure={found.failure} />
        </div>
      ) : found.rows === undefined ? (
        <div className="mlist__box" aria-busy="true" />
      ) : rows.length === 0 ? (
        <Nothing results={results} text={text} />
      ) : (
        <ResultList
          ref={list}
          label={t('finding.results')}
          rows={rows}
          marks={marks}
          selection={selection}
          nameOfFolder={nameOfFolder}
          showsTo={showsTo}
          gestures={gestures}
          onLeave={onLeave}
          onEnd={found.loadMore}
          tail={found.more ? <p className="found__tail t3 small">{t('finding.loadingMore')}</p> : null}
        />
      )}
      <ServerLine counts={found.counts} server={found.server} nameOfFolder={nameOfFolder} onAsk={found.askServer} />
    </section>
  );
};
