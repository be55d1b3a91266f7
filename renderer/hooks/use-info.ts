import { useEffect, useState } from 'react';
import type { OutputOf } from '../../app/contract/area.ts';
import type { Contract } from '../../app/contract/contract.ts';
import { system } from '../bridge.ts';

export type SystemInfo = OutputOf<Contract['system']['methods']['getInfo']>;

/** Facts about this computer and program; undefined for the moment until they are known. */
export const useInfo = (): SystemInfo | undefined => {
  const [info, setInfo] = useState<SystemInfo>();
  useEffect(() => {
    void system.getInfo({}).then((reply) => {
      if (reply.ok) setInfo(reply.value);
    });
  }, []);
  return info;
};
