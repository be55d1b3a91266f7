import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import type { ServerRun } from './run-server.ts';

export type RawAnswer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

export type RpcError = {
  readonly code: number;
  readonly message: string;
  readonly data: { readonly symbol?: string; readonly [member: string]: unknown };
};

export type Reply = { readonly result?: Record<string, unknown>; readonly error?: RpcError; readonly raw: RawAnswer };

type RequestOptions = {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** Source address on the loopback net: each has limits of its own. */
  readonly from?: string;
};

/** One HTTPS request with only the server's own authority trusted. */
export const https = (
  run: Pick<ServerRun, 'ca'>,
  url: string,
  body: string | undefined,
  options: RequestOptions = {},
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: options.method ?? (body === undefined ? 'GET' : 'POST'),
        ca: run.ca,
        headers: options.headers ?? {},
        agent: false,
        ...(options.from !== undefined && { localAddress: options.from }),
      },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(parts).toString('utf8'),
          }),
        );
        answer.on('error', reject);
      },
    );
    call.on('error', reject);
    call.end(body);
  });

/** A client of one endpoint with a cookie jar and a token, as simple as can be. */
export type RpcClient = {
  readonly cookies: Map<string, string>;
  token: string | undefined;
  /** `Set-Cookie` lines of the last answer. */
  lastSetCookie: readonly string[];
  readonly call: (method: string, params?: unknown) => Promise<Reply>;
  /** The result, or a thrown error that names the failure. */
  readonly ok: (method: string, params?: unknown) => Promise<Record<string, unknown>>;
  /** The error, or a thrown one when the call succeeds. */
  readonly fails: (method: string, params?: unknown) => Promise<RpcError>;
  readonly login: (userName: string, password?: string) => Promise<Record<string, unknown>>;
};

export const application = { name: 'Conformance', vendor: 'Latchkey', version: '1.0.0' };
export const demoPassword = 'Demo-pass-1';

let lastAddress = 1;
/** A loopback address nobody used before, so that wrong passwords of one test do not block another. */
export const freshAddress = (): string => {
  lastAddress += 1;
  return `127.0.${Math.floor(lastAddress / 250)}.${(lastAddress % 250) + 2}`;
};

export const rpcClient = (
  run: Pick<ServerRun, 'ca' | 'ready'>,
  component: 'webmail' | 'admin' = 'webmail',
  from: string = freshAddress(),
): RpcClient => {
  const url = `${run.ready[component]}/${component}/api/jsonrpc/`;
  let id = 0;
  const client: RpcClient = {
    cookies: new Map(),
    token: undefined,
    lastSetCookie: [],
    call: async (method, params) => {
      id += 1;
      const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const raw = await https(run, url, JSON.stringify({ jsonrpc: '2.0', id, method, params }), {
        from,
        headers: {
          'Content-Type': 'application/json-rpc; charset=UTF-8',
          ...(cookie !== '' && { Cookie: cookie }),
          ...(client.token !== undefined && { 'X-Token': client.token }),
        },
      });
      client.lastSetCookie = raw.headers['set-cookie'] ?? [];
      for (const line of client.lastSetCookie) {
        const [pair = ''] = line.split(';');
        const [name = '', value = ''] = pair.split('=');
        if (value === '') client.cookies.delete(name);
        else client.cookies.set(name, value);
      }
      const body = JSON.parse(raw.body) as Omit<Reply, 'raw'>;
      return { ...body, raw };
    },
    ok: async (method, params) => {
      const reply = await client.call(method, params);
      if (reply.result === undefined) throw new Error(`${method}: ${JSON.stringify(reply.error)}`);
      return reply.result;
    },
    fails: async (method, params) => {
      const reply = await client.call(method, params);
      if (reply.error === undefined) throw new Error(`${method} succeeded: ${JSON.stringify(reply.result)}`);
      return reply.error;
    },
    login: async (userName, password = demoPassword) => {
      const result = await client.ok('Session.login', { userName, password, application });
      client.token = String(result['token']);
      return result['secondFactor'] as Record<string, unknown>;
    },
  };
  return client;
};
