import type { ServerClient } from '../../../app/api/server-client.ts';
import type { LoginFlow } from '../../../app/auth/login-flow.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { fail, type Result } from '../../../app/domain/result.ts';

export type FlowOf = (account: string | undefined) => LoginFlow | undefined;

/** Works through an account's web session; without one the window is told to ask for the account password. */
export const inSessionOf =
  (flowOf: FlowOf) =>
  async <Value>(
    account: string | undefined,
    work: (client: ServerClient, flow: LoginFlow) => Promise<Result<Value, Failure>>,
  ): Promise<Result<Value, Failure>> => {
    const flow = flowOf(account);
    const client = flow?.client();
    if (flow === undefined || client === undefined) return fail({ code: 'wrongStep' });
    if (!client.hasSession()) return fail({ code: 'signInRequired' });
    const result = await work(client, flow);
    return !result.ok && result.error.code === 'sessionEnded' ? fail({ code: 'signInRequired' }) : result;
  };
