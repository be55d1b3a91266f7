import type { Gate } from '../../app/contract/gate.ts';
import type { SystemInfo } from '../hooks/use-info.ts';

type HouseProps = {
  readonly gate: Extract<Gate, { step: 'mailbox' }>;
  readonly info: SystemInfo | undefined;
  readonly startAtAppPasswords: boolean;
  readonly onPlace: (place: string) => void;
};

export const House = ({ gate }: HouseProps) => <main>{gate.address}</main>;
