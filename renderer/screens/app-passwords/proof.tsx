import { type ReactNode, useCallback, useRef, useState } from 'react';
import type { Reply } from '../../../app/contract/area.ts';
import { useSetUpHere } from '../security/set-up-here-context.ts';
import { PasswordDialog } from './password-dialog.tsx';
import { StepUpDialog } from './step-up-dialog.tsx';

type Kind = 'password' | 'code';
type Asked = { readonly kind: Kind; readonly done: (given: boolean) => void };

export type Proof = {
  /** Repeats a call after the person has given what it needed. Undefined when they did not want to. */
  readonly withProof: <Value>(call: () => Promise<Reply<Value>>) => Promise<Reply<Value> | undefined>;
  readonly dialog: ReactNode;
};

const kindOf = (code: string): Kind | undefined => {
  if (code === 'signInRequired') return 'password';
  return code === 'stepUpRequired' ? 'code' : undefined;
};

/**
 * Asks for the account password or a fresh code when, and only when, the server wants it. Where it demands a set-up
 * first, that is opened and the call given up.
 * @param inSetUp for the set-up itself: told how long a computer is remembered, it goes on with what the password opened
 */
export const useProof = (address: string, remember: boolean, inSetUp?: (rememberDays: number) => void): Proof => {
  const setUpHere = useSetUpHere();
  const [asked, setAsked] = useState<Asked>();
  const waiting = useRef<Promise<boolean>>(undefined);

  const ask = useCallback((kind: Kind): Promise<boolean> => {
    waiting.current ??= new Promise<boolean>((resolve) => {
      setAsked({
        kind,
        done: (given) => {
          waiting.current = undefined;
          setAsked(undefined);
          resolve(given);
        },
      });
    });
    return waiting.current;
  }, []);

  const withProof = useCallback(
    async <Value,>(call: () => Promise<Reply<Value>>): Promise<Reply<Value> | undefined> => {
      for (;;) {
        const reply = await call();
        const kind = reply.ok ? undefined : kindOf(reply.error.code);
        if (kind === undefined) return reply;
        if (!(await ask(kind))) return undefined;
      }
    },
    [ask],
  );

  const dialog =
    asked === undefined ? null : asked.kind === 'password' ? (
      <PasswordDialog
        address={address}
        remember={remember}
        onDone={asked.done}
        onSetUp={(rememberDays) => {
          asked.done(inSetUp !== undefined);
          if (inSetUp === undefined) setUpHere({ rememberDays, demanded: true });
          else inSetUp(rememberDays);
        }}
      />
    ) : (
      <StepUpDialog onDone={asked.done} />
    );
  return { withProof, dialog };
};
