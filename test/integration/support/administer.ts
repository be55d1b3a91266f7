import { spawn } from 'node:child_process';
import { demoPassword, type RpcClient, rpcClient } from './rpc.ts';
import type { ServerRun } from './run-server.ts';

const cli = new URL('../../../app/server/cli.ts', import.meta.url).pathname;

export type CommandResult = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs one command of administration as a process of its own; `input` is its standard input. */
export const admin = (data: string, args: readonly string[], input = ''): Promise<CommandResult> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', cli, 'admin', ...args, '--data', data], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (part: Buffer) => {
      stdout += part.toString();
    });
    child.stderr.on('data', (part: Buffer) => {
      stderr += part.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    // A command that reads nothing may be gone before it was written to.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });

/** A full session of the built-in administrator, who is not enrolled in the demo. */
export const builtInAdministrator = async (run: Pick<ServerRun, 'ca' | 'ready'>): Promise<RpcClient> => {
  const client = rpcClient(run, 'admin');
  await client.login('admin', demoPassword);
  return client;
};

export type ListedDomain = { readonly id: string; readonly name: string; readonly twoFactor: Record<string, unknown> };

export const domainNamed = async (client: RpcClient, name: string): Promise<ListedDomain> => {
  const { list } = (await client.ok('Domains.get', {
    query: { conditions: [{ fieldName: 'name', comparator: 'Eq', value: name }] },
  })) as { list: ListedDomain[] };
  const [found] = list;
  if (found === undefined) throw new Error(`no domain ${name}`);
  return found;
};

/** Sets the second-factor rules of a domain; what is not named stays. */
export const setTwoFactor = async (client: RpcClient, name: string, change: Record<string, unknown>): Promise<void> => {
  const { id, twoFactor } = await domainNamed(client, name);
  const { errors } = await client.ok('Domains.set', {
    domainIds: [id],
    pattern: { twoFactor: { ...twoFactor, ...change } },
  });
  if ((errors as unknown[]).length > 0) throw new Error(JSON.stringify(errors));
};

export type ListedUser = Record<string, unknown> & { readonly id: string; readonly address: string };

export const userNamed = async (client: RpcClient, address: string): Promise<ListedUser> => {
  const { list } = (await client.ok('Users.get', {
    query: { conditions: [{ fieldName: 'address', comparator: 'Eq', value: address }] },
  })) as { list: ListedUser[] };
  const [found] = list;
  if (found === undefined) throw new Error(`no user ${address}`);
  return found;
};
