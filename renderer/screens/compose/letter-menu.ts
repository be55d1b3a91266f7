import type { TFunction } from 'i18next';
import type { Template } from '../../../app/domain/account-settings.ts';
import type { MenuItem } from '../../components/menu.tsx';
import type { SpellingSwitch } from '../../hooks/use-spelling.ts';

type Parts = {
  readonly plain: boolean;
  readonly onPlain: () => void;
  readonly spelling: readonly SpellingSwitch[];
  readonly templates: readonly Template[];
  readonly onTemplate: (template: Template) => void;
  readonly onKeepTemplate: () => void;
};

/** What can be chosen beside Send. */
export const letterMenu = (t: TFunction, parts: Parts): MenuItem[] => [
  { kind: 'check', label: t('compose.plain.label'), checked: parts.plain, run: parts.onPlain },
  { kind: 'line' },
  ...(parts.spelling.length === 0 ? [] : [{ kind: 'heading' as const, label: t('spelling.menu') }]),
  ...parts.spelling.map(({ label, on, set }) => ({
    kind: 'check' as const,
    label,
    checked: on,
    run: () => set(!on),
  })),
  { kind: 'line' },
  { kind: 'heading', label: t('compose.template.title') },
  ...parts.templates.map((template) => ({ label: template.name, run: () => parts.onTemplate(template) })),
  { label: t('compose.template.save'), run: parts.onKeepTemplate },
];
