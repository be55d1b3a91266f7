import { z } from 'zod';

const httpsAddress = z
  .string()
  .max(512)
  .refine((text) => URL.canParse(text) && new URL(text).protocol === 'https:', 'must be an https address');

/** A host, or `*.` and a domain for every host below it. */
const hostPattern = z.string().regex(/^(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i, 'must be a host or *.domain');

/**
 * What an organisation decides for a computer, one field a key. `safe`: what holds where the key is there and cannot
 * be read, which never opens what it was meant to close.
 */
const keys = {
  /** Server that is offered at sign-in. */
  server: { schema: httpsAddress, safe: undefined },
  /** The only hosts that may be signed in to. */
  allowedServers: { schema: z.array(hostPattern).max(100), safe: [] },
  /** PEM file with authorities that are trusted besides the usual ones. */
  authorityFile: { schema: z.string().min(1).max(1024), safe: undefined },
  /** Whether new versions are fetched, only told of, or not even looked for. */
  updateMode: { schema: z.enum(['automatic', 'ask', 'off']), safe: 'off' },
  /** Folder of the organisation's own update feed. */
  updateFeed: { schema: httpsAddress, safe: undefined },
  /** Key that signs that feed: the 32 bytes of an Ed25519 public key in base64. */
  updateKey: { schema: z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 bytes in base64'), safe: undefined },
  updateChannel: { schema: z.enum(['latest', 'beta']), safe: 'latest' },
  /** Pictures from the network are never loaded. */
  remotePictures: { schema: z.enum(['allowed', 'never']), safe: 'never' },
  /** Saving and dragging messages and attachments out of the program. */
  export: { schema: z.enum(['allowed', 'off']), safe: 'off' },
  logLevel: { schema: z.enum(['errors', 'normal', 'detailed']), safe: 'normal' },
  /** A debugger may attach to the installed program, for finding a fault. */
  remoteDebugging: { schema: z.boolean(), safe: false },
} as const;

export type PolicyKey = keyof typeof keys;
export const policyKeys = Object.keys(keys) as readonly PolicyKey[];
export type Policy = { readonly [K in PolicyKey]?: z.infer<(typeof keys)[K]['schema']> };

/** One thing that is wrong with a policy; `key` is empty where it is the whole. */
export type PolicyFault = { readonly key: string; readonly reason: string };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Everything closed that a policy can close: what holds while a policy is there that nobody can read. */
export const closedPolicy: Policy = Object.fromEntries(
  policyKeys.flatMap((key) => (keys[key].safe === undefined ? [] : [[key, keys[key].safe]])),
);

/**
 * Reads a policy key by key. A key that is wrong holds as safely as it can, one that nobody knows changes nothing;
 * both are named.
 */
export const readPolicy = (raw: unknown): { readonly policy: Policy; readonly faults: readonly PolicyFault[] } => {
  if (!isObject(raw)) return { policy: closedPolicy, faults: [{ key: '', reason: 'is not an object' }] };
  const faults: PolicyFault[] = [];
  const policy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    const definition = Object.hasOwn(keys, name) ? keys[name as PolicyKey] : undefined;
    if (definition === undefined) {
      faults.push({ key: name.slice(0, 60), reason: 'is not a key of this version' });
      continue;
    }
    const parsed = (definition.schema as z.ZodType).safeParse(value);
    if (!parsed.success) faults.push({ key: name, reason: parsed.error.issues[0]?.message ?? 'is wrong' });
    const held = parsed.success ? parsed.data : definition.safe;
    if (held !== undefined) policy[name] = held;
  }
  if (policy['updateFeed'] !== undefined && policy['updateKey'] === undefined) {
    delete policy['updateFeed'];
    policy['updateMode'] = 'off';
    faults.push({ key: 'updateFeed', reason: 'needs updateKey' });
  }
  return { policy: policy as Policy, faults };
};

/** Whether a policy lets this client sign in to a server. */
export const allowsServer = ({ allowedServers }: Policy, url: URL): boolean =>
  allowedServers === undefined ||
  allowedServers.some((pattern) => {
    const wanted = pattern.toLowerCase();
    const host = url.hostname.toLowerCase();
    return wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : host === wanted;
  });
