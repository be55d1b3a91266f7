import { type Authenticator, authenticator } from './authenticator.ts';
import { type RpcClient, rpcClient } from './rpc.ts';
import type { ServerRun } from './run-server.ts';

export type Enrolled = {
  readonly client: RpcClient;
  readonly authenticator: Authenticator;
  readonly recoveryCodes: readonly string[];
  readonly result: Record<string, unknown>;
};

/** Signs a user in and goes through the whole set-up. The session is full and its proof fresh afterwards. */
export const enrol = async (
  run: Pick<ServerRun, 'ca' | 'ready'>,
  address: string,
  options: {
    readonly remember?: boolean;
    readonly recoveryEmail?: string;
    readonly component?: 'webmail' | 'admin';
    readonly password?: string;
    /** What the same user enrolled with before. */
    readonly before?: Authenticator;
  } = {},
): Promise<Enrolled> => {
  const client = rpcClient(run, options.component);
  await client.login(address, options.password);
  const started = await client.ok('TwoFactor.start');
  const mine = authenticator(String(started['secret']), options.before?.given);
  const result = await client.ok('TwoFactor.finish', {
    code: await mine.next(),
    recoveryEmail: options.recoveryEmail ?? 'inbox@outside.example',
    remember: options.remember ?? true,
  });
  return { client, authenticator: mine, recoveryCodes: result['recoveryCodes'] as string[], result };
};

/** Makes an app password in this session; needs fresh proof. */
export const createAppPassword = async (
  client: RpcClient,
  name: string,
  scopes: readonly string[],
  more: Record<string, unknown> = {},
): Promise<{ readonly id: string; readonly secret: string }> => {
  const made = await client.ok('AppPasswords.create', { name, scopes, ...more });
  return { id: String(made['id']), secret: String(made['secret']) };
};
