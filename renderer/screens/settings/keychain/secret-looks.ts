import { BadgeCheck, Database, KeyRound, LaptopMinimalCheck, type LucideIcon, SquareTerminal } from 'lucide-react';
import type { SecretKind } from '../../../../app/contract/vault.ts';
import type { TextKey } from '../../../text/keys.ts';

type Look = {
  readonly icon: LucideIcon;
  readonly title: TextKey;
  /** What it is for. */
  readonly means: TextKey;
  /** What deleting it does. */
  readonly lost: TextKey;
};

export const secretLooks: Readonly<Record<SecretKind, Look>> = {
  ownAppPassword: {
    icon: KeyRound,
    title: 'vault.kind.ownAppPassword',
    means: 'vault.for.ownAppPassword',
    lost: 'vault.lost.ownAppPassword',
  },
  mailPassword: {
    icon: KeyRound,
    title: 'vault.kind.mailPassword',
    means: 'vault.for.mailPassword',
    lost: 'vault.lost.mailPassword',
  },
  deviceToken: {
    icon: LaptopMinimalCheck,
    title: 'vault.kind.deviceToken',
    means: 'vault.for.deviceToken',
    lost: 'vault.lost.deviceToken',
  },
  databaseKey: {
    icon: Database,
    title: 'vault.kind.databaseKey',
    means: 'vault.for.databaseKey',
    lost: 'vault.lost.databaseKey',
  },
  certificate: {
    icon: BadgeCheck,
    title: 'vault.kind.certificate',
    means: 'vault.for.certificate',
    lost: 'vault.lost.certificate',
  },
  savedAppPassword: {
    icon: SquareTerminal,
    title: 'vault.kind.savedAppPassword',
    means: 'vault.for.savedAppPassword',
    lost: 'vault.lost.savedAppPassword',
  },
};
