import { ListFilter as FilterIcon, SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { listFilters, listOrders } from '../../../app/domain/choices.ts';
import type { ListFilter, ListOrder } from '../../../app/domain/conversation.ts';
import { Button } from '../../components/button.tsx';
import { Menu, type MenuItem } from '../../components/menu.tsx';
import { usePreferences } from '../../hooks/use-preferences.ts';
import type { TextKey } from '../../text/keys.ts';

export const filterNames: Readonly<Record<ListFilter, TextKey>> = {
  all: 'filter.all',
  unread: 'filter.unread',
  flagged: 'filter.flagged',
  attachments: 'filter.attachments',
};
const orderNames: Readonly<Record<ListOrder, TextKey>> = {
  newest: 'order.newest',
  oldest: 'order.oldest',
  sender: 'order.sender',
  subject: 'order.subject',
  largest: 'order.largest',
};

type ListToolsProps = {
  readonly filter: ListFilter;
  readonly onFilter: (filter: ListFilter) => void;
  /** Whether the place can be put in another order. */
  readonly sorts: boolean;
  /** What can be done to the whole folder. */
  readonly more: () => readonly MenuItem[];
};

/** What of a list is shown, in which order and how dense. */
export const ListTools = ({ filter, onFilter, sorts, more }: ListToolsProps) => {
  const { t } = useTranslation();
  const [{ order, hoverActions }, changeList] = usePreferences('list');
  const [{ density }, changeAppearance] = usePreferences('appearance');
  const view = (): MenuItem[] => [
    ...(sorts
      ? ([
          {
            kind: 'choice',
            label: t('order.label'),
            value: order,
            options: listOrders.map((value) => ({ value, label: t(orderNames[value]) })),
            choose: (value) => changeList({ order: listOrders.find((one) => one === value) ?? 'newest' }),
          },
          { kind: 'line' },
        ] satisfies MenuItem[])
      : []),
    {
      kind: 'choice',
      label: t('view.density'),
      value: density,
      options: [
        { value: 'comfortable', label: t('view.comfortable') },
        { value: 'compact', label: t('view.compact') },
      ],
      choose: (value) => changeAppearance({ density: value === 'compact' ? 'compact' : 'comfortable' }),
    },
    { kind: 'line' },
    {
      kind: 'check',
      label: t('view.hoverActions'),
      checked: hoverActions,
      run: () => changeList({ hoverActions: !hoverActions }),
    },
    ...more(),
  ];
  return (
    <div className="mlist__tools">
      <Menu
        label={t('filter.label')}
        align="end"
        items={() => [
          {
            kind: 'choice',
            label: t('filter.label'),
            value: filter,
            options: listFilters.map((value) => ({ value, label: t(filterNames[value]) })),
            choose: (value) => onFilter(listFilters.find((one) => one === value) ?? 'all'),
          },
        ]}
      >
        <Button look="ghost" size="s" icon={FilterIcon} className={filter === 'all' ? '' : 'is-on'}>
          {filter === 'all' ? t('filter.label') : t(filterNames[filter])}
        </Button>
      </Menu>
      <Menu label={t('view.label')} align="end" items={view}>
        <Button look="ghost" size="s" icon={SlidersHorizontal} aria-label={t('view.label')} title={t('view.label')} />
      </Menu>
    </div>
  );
};
