import type { Scope } from '../../app/contract/app-passwords.ts';
import type { TextKey } from '../text/keys.ts';

export type GuideId = 'iphone' | 'android' | 'appleMail' | 'thunderbird' | 'outlook' | 'printer';

export type Guide = {
  readonly id: GuideId;
  readonly title: TextKey;
  /** In order; each may name the address, the servers and their ports. */
  readonly steps: readonly TextKey[];
  /** Takes a configuration profile, which saves the typing. */
  readonly profile: boolean;
};

/** How a device or program is told of an account, by the names its own menus use. */
export const guides: readonly Guide[] = [
  {
    id: 'iphone',
    title: 'devices.guide.iphone.title',
    steps: ['devices.guide.iphone.open', 'devices.guide.iphone.fill', 'devices.guide.iphone.servers'],
    profile: true,
  },
  {
    id: 'android',
    title: 'devices.guide.android.title',
    steps: ['devices.guide.android.open', 'devices.guide.android.fill', 'devices.guide.android.servers'],
    profile: false,
  },
  {
    id: 'appleMail',
    title: 'devices.guide.appleMail.title',
    steps: ['devices.guide.appleMail.open', 'devices.guide.appleMail.fill', 'devices.guide.appleMail.servers'],
    profile: true,
  },
  {
    id: 'thunderbird',
    title: 'devices.guide.thunderbird.title',
    steps: ['devices.guide.thunderbird.open', 'devices.guide.thunderbird.fill', 'devices.guide.thunderbird.servers'],
    profile: false,
  },
  {
    id: 'outlook',
    title: 'devices.guide.outlook.title',
    steps: ['devices.guide.outlook.open', 'devices.guide.outlook.servers', 'devices.guide.outlook.fill'],
    profile: false,
  },
  {
    id: 'printer',
    title: 'devices.guide.printer.title',
    steps: ['devices.guide.printer.open', 'devices.guide.printer.servers', 'devices.guide.printer.fill'],
    profile: false,
  },
];

const hints: readonly (readonly [RegExp, GuideId])[] = [
  [/iphone|ipad|ios/i, 'iphone'],
  [/android|pixel|galaxy|samsung|xiaomi/i, 'android'],
  [/apple mail|mac/i, 'appleMail'],
  [/outlook/i, 'outlook'],
  [/print|scan|copier/i, 'printer'],
  [/thunderbird/i, 'thunderbird'],
];

/** Guides that fit what a password may do, and the one its name speaks of first. */
export const guidesFor = (name: string, scopes: readonly Scope[]): { list: readonly Guide[]; first: GuideId } => {
  const reads = scopes.includes('imap');
  const list = guides.filter((guide) => (guide.id === 'printer' ? scopes.includes('smtp') : reads));
  const named = hints.find(([pattern, id]) => pattern.test(name) && list.some((guide) => guide.id === id))?.[1];
  return { list, first: named ?? list[0]?.id ?? 'printer' };
};
