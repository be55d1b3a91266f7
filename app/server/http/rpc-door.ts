import { type Component, type RpcRequest, rpcCode, rpcRequest } from '../../protocol/envelope.ts';
import type { Core } from '../core.ts';
import { faultText } from '../logs/fault-text.ts';
import { failure } from '../result.ts';
import type { Call } from './call.ts';
import { errorBody } from './error-body.ts';
import { findMethod } from './methods.ts';
import { type CodeError, type Outcome, sessionExpired } from './outcome.ts';
import { findSession } from './session-lookup.ts';

export type Credentials = { readonly sessionCookie: string | undefined; readonly token: string | undefined };

type RequestId = NonNullable<RpcRequest['id']> | null;

const answer = (id: RequestId, outcome: Outcome<unknown>) =>
  outcome.ok
    ? { jsonrpc: '2.0' as const, id, result: outcome.value }
    : { jsonrpc: '2.0' as const, id, error: errorBody(outcome.error) };

/** The JSON-RPC body for a failure that has no request to answer. */
export const bareError = (error: CodeError | { code: 413; message: string }) => ({
  jsonrpc: '2.0' as const,
  id: null,
  error: {
    code: error.code,
    message: error.message,
    data: { messageParameters: { positionalParameters: [], plurality: 1 } },
  },
});

const utf8 = new TextDecoder('utf-8', { fatal: true });

const parse = (body: Uint8Array): { ok: true; value: unknown } | { ok: false } => {
  try {
    return { ok: true, value: JSON.parse(utf8.decode(body)) };
  } catch {
    return { ok: false };
  }
};

const run = async (
  core: Core,
  call: Call,
  credentials: Credentials,
  request: RpcRequest,
): Promise<Outcome<unknown>> => {
  const found = findMethod(call.component, request.method);
  if (found === undefined) return failure({ code: rpcCode.methodNotFound, message: 'There is no such method.' });
  const { method } = found;
  const params = () => found.params.safeParse(request.params ?? {});
  const invalid = (paths: string) =>
    failure({ code: rpcCode.invalidParams, message: `Invalid params${paths === '' ? '' : `: ${paths}`}.` });
  if (method.access === 'open') {
    const parsed = params();
    return parsed.success ? method.run(core, call, parsed.data) : invalid(faultPaths(parsed.error.issues));
  }
  const identity = findSession(core, call.component, credentials.sessionCookie, credentials.token);
  if (identity === undefined || !method.access.includes(identity.session.state)) return failure(sessionExpired);
  const { disabledReason } = identity.user;
  if (disabledReason !== undefined && request.method !== 'Session.logout') {
    return request.method.startsWith('TwoFactor.')
      ? failure({ symbol: 'AccountDisabled', reason: disabledReason })
      : failure(sessionExpired);
  }
  const parsed = params();
  return parsed.success
    ? method.run(core, { ...call, ...identity }, parsed.data)
    : invalid(faultPaths(parsed.error.issues));
};

/** Names the fields that did not fit, never their values. */
const faultPaths = (issues: readonly { readonly path: readonly PropertyKey[]; readonly keys?: readonly string[] }[]) =>
  [...new Set(issues.map((issue) => issue.path.map(String).join('.')).filter((path) => path !== ''))].join(', ');

/**
 * Answers one JSON-RPC 2.0 request body, UTF-8. Whatever goes wrong inside is `-32603` with nothing of it told; the log has
 * it.
 */
export const answerRequest = async (
  core: Core,
  component: Component,
  call: Omit<Call, 'component'>,
  credentials: Credentials,
  body: Uint8Array,
): Promise<object> => {
  const json = parse(body);
  if (!json.ok) return bareError({ code: rpcCode.parseError, message: 'The request is not JSON.' });
  const request = rpcRequest.safeParse(json.value);
  if (!request.success) return bareError({ code: rpcCode.invalidRequest, message: 'This is no JSON-RPC 2.0 request.' });
  const id = request.data.id ?? null;
  try {
    const outcome = await run(core, { ...call, component }, credentials, request.data);
    // Failures too: a wrong code was counted.
    await core.store.flushed();
    return answer(id, outcome);
  } catch (fault) {
    core.logs.error(`${request.data.method}: ${faultText(fault)}`);
    return answer(id, failure({ code: rpcCode.internalError, message: 'The server failed to handle the request.' }));
  }
};
