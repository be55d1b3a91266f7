import { z } from 'zod';

/** Numeric codes of the JSON-RPC envelope; everything else is told by `error.data.symbol`. */
export const rpcCode = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  sessionExpired: -32001,
  operationFailed: 1000,
  alreadyExists: 1001,
  noSuchEntity: 1002,
  notPermitted: 1003,
  accessDenied: 1004,
} as const;

export type RpcCode = (typeof rpcCode)[keyof typeof rpcCode];

export const rpcRequest = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.int(), z.string().max(64), z.null()]).optional(),
  method: z.string().max(128),
  params: z.unknown().optional(),
  token: z.string().optional(),
});
export type RpcRequest = z.infer<typeof rpcRequest>;

export const messageParameters = z.object({
  positionalParameters: z.array(z.string()),
  plurality: z.int(),
});

export const rpcErrorBody = z.object({
  code: z.int(),
  message: z.string(),
  data: z.looseObject({ symbol: z.string().optional(), messageParameters: messageParameters.optional() }).optional(),
});
export type RpcErrorBody = z.infer<typeof rpcErrorBody>;

export const rpcReply = z.object({
  jsonrpc: z.literal('2.0'),
  id: z.unknown().optional(),
  result: z.unknown().optional(),
  error: rpcErrorBody.optional(),
});

/** Largest request body a server reads, in bytes (413 above). */
export const maximumBodyBytes = 1024 * 1024;

export const webmailPath = '/webmail/api/jsonrpc';
export const adminPath = '/admin/api/jsonrpc';

/** Header that carries the token which login returned, beside the session cookie. */
export const tokenHeader = 'X-Token';

export type Component = 'webmail' | 'admin';

export const sessionCookieName: Record<Component, string> = {
  webmail: 'SESSION_CONNECT_WEBMAIL',
  admin: 'SESSION_CONNECT_WEBADMIN',
};

export const secondFactorCookieName: Record<Component, string> = {
  webmail: 'TFA_CONNECT_WEBMAIL',
  admin: 'TFA_CONNECT_WEBADMIN',
};
