import { useEffect, useState } from 'react';
import type { ShownPolicy } from '../../app/contract/program.ts';
import { program } from '../bridge.ts';

let known: ShownPolicy | undefined;

/** What an organisation decided on this computer; undefined for the moment until it is known. It changes at a start only. */
export const usePolicy = (): ShownPolicy | undefined => {
  const [policy, setPolicy] = useState(known);
  useEffect(() => {
    if (known !== undefined) return;
    void program.getPolicy({}).then((reply) => {
      if (!reply.ok) return;
      known = reply.value;
      setPolicy(reply.value);
    });
  }, []);
  return policy;
};
