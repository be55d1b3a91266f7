import { z } from 'zod';
import { policy } from '../protocol/session.ts';
import { device, newKey } from '../protocol/two-factor.ts';
import { type AreaContract, nothing } from './area.ts';
import { serverFacts } from './gate.ts';

export type { Device } from '../protocol/two-factor.ts';

const code = z.string().min(1).max(32);
const recoveryEmail = z.string().trim().max(320);
const password = z.string().min(1).max(1024);
const recoveryCodes = z.array(z.string());

/** How the account stands with two-factor sign-in. */
export const factorStatus = z.object({
  policy,
  enrolled: z.boolean(),
  enrolledAt: z.iso.datetime().optional(),
  recoveryEmailMasked: z.string().optional(),
  recoveryCodesLeft: z.int().optional(),
  /** How long a computer stays trusted; 0 = asked at every start. */
  rememberDays: z.int(),
  /** From then on a second factor is demanded. */
  enforceFrom: z.iso.datetime().optional(),
});
export type FactorStatus = z.infer<typeof factorStatus>;

/** What an authenticator is linked with; the one secret of this area that a person must see. */
const key = newKey.pick({ secret: true, otpauthUri: true });

/**
 * The second factor and the trusted computers of an account whose mailbox is open. Without a web session every call
 * answers `signInRequired`, and `stepUpRequired` where it takes a fresh code.
 */
export const securityContract = {
  servedBy: 'main',
  perAccount: true,
  methods: {
    getStatus: { input: nothing, output: factorStatus },
    /** Who the server is, for the set-up beside its steps, and how long it remembers a computer. */
    getServer: { input: nothing, output: serverFacts },
    /** A key for an account that has none; another call makes another key. */
    startSetUp: { input: nothing, output: key },
    /** Turns the second factor on, and gives the mailbox here an app password of its own. */
    finishSetUp: {
      input: z.strictObject({ code, recoveryEmail, remember: z.boolean() }),
      output: z.object({ recoveryCodes, deviceExpiresAt: z.iso.datetime().optional() }),
    },
    /** The account password opens mail again afterwards, so it is asked for and checked first. */
    turnOff: { input: z.strictObject({ password, code }), output: nothing },
    /** A new key for another authenticator; the old one is good until `finishMove`. */
    startMove: { input: nothing, output: key },
    finishMove: { input: z.strictObject({ code }), output: nothing },
    changeRecoveryEmail: { input: z.strictObject({ recoveryEmail }), output: z.object({ masked: z.string() }) },
    newRecoveryCodes: { input: nothing, output: z.object({ recoveryCodes }) },
    listDevices: { input: nothing, output: z.object({ list: z.array(device) }) },
    removeDevice: { input: z.strictObject({ id: z.string().max(64) }), output: nothing },
    /** All but this computer. */
    removeOtherDevices: { input: nothing, output: z.object({ removed: z.int() }) },
  },
  events: {},
} as const satisfies AreaContract;
