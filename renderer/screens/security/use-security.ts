import { useCallback, useEffect, useState } from 'react';
import type { Reply } from '../../../app/contract/area.ts';
import type { Device, FactorStatus } from '../../../app/contract/security.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { security } from '../../bridge.ts';
import type { Proof } from '../app-passwords/proof.tsx';

export type Security = {
  readonly status: FactorStatus | undefined;
  readonly devices: readonly Device[];
  /** The server wants the account password before it tells. */
  readonly closed: boolean;
  readonly failure: Failure | undefined;
  /** Asks again; `ask`: also the person, for what the server wants first. */
  readonly load: (ask: boolean) => Promise<void>;
};

const both = async (): Promise<Reply<{ status: FactorStatus; devices: readonly Device[] }>> => {
  const status = await security.getStatus({});
  if (!status.ok) return status;
  if (!status.value.enrolled) return { ok: true, value: { status: status.value, devices: [] } };
  const devices = await security.listDevices({});
  return devices.ok ? { ok: true, value: { status: status.value, devices: devices.value.list } } : devices;
};

/** What the server says about the second factor and the trusted computers. Opening the page alone asks for nothing. */
export const useSecurity = ({ withProof }: Proof): Security => {
  const [loaded, setLoaded] = useState<{ status: FactorStatus; devices: readonly Device[] }>();
  const [closed, setClosed] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const load = useCallback(
    async (ask: boolean): Promise<void> => {
      const reply = await (ask ? withProof(both) : both());
      if (reply?.ok) setLoaded(reply.value);
      const wantsPassword = reply === undefined || (!reply.ok && reply.error.code === 'signInRequired');
      setClosed(wantsPassword);
      setFailure(reply === undefined || reply.ok || wantsPassword ? undefined : reply.error);
    },
    [withProof],
  );
  useEffect(() => void load(false), [load]);
  return { status: loaded?.status, devices: loaded?.devices ?? [], closed, failure, load };
};
