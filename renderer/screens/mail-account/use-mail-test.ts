import { useState } from 'react';
import type { Reply } from '../../../app/contract/area.ts';
import type { CertificateFacts, Failure } from '../../../app/domain/failure.ts';
import type { MailCheck } from '../../../app/domain/mail-check.ts';
import { useAction } from '../../hooks/use-action.ts';

export type Accepted = Pick<CertificateFacts, 'host' | 'port' | 'fingerprint'>;

const same = (one: Accepted, other: Accepted): boolean =>
  one.host === other.host && one.port === other.port && one.fingerprint === other.fingerprint;

export type MailTest = {
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  /** How the last test ended. */
  readonly check: MailCheck | undefined;
  readonly accepted: readonly Accepted[];
  readonly accept: (certificate: CertificateFacts) => void;
  readonly isAccepted: (certificate: CertificateFacts) => boolean;
  /** Something that decides its end was changed. */
  readonly forget: () => void;
  /** True when both services let the person in. */
  readonly run: (call: () => Promise<Reply<MailCheck>>) => Promise<boolean>;
};

/** A test of both services, and the certificates that were accepted on the way. */
export const useMailTest = (): MailTest => {
  const action = useAction();
  const [check, setCheck] = useState<MailCheck>();
  const [accepted, setAccepted] = useState<readonly Accepted[]>([]);
  return {
    busy: action.busy,
    failure: action.failure,
    check,
    accepted,
    accept: ({ host, port, fingerprint }) =>
      setAccepted((before) => [...before, { host, port, fingerprint }].slice(-4)),
    isAccepted: (certificate) => accepted.some((one) => same(one, certificate)),
    forget: () => {
      setCheck(undefined);
      action.clear();
    },
    run: async (call) => {
      setCheck(undefined);
      const reply = await action.run(call);
      if (!reply.ok) return false;
      setCheck(reply.value);
      return reply.value.imap.state === 'ok' && reply.value.smtp.state === 'ok';
    },
  };
};
