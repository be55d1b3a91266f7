import { z } from 'zod';
import { type AreaContract, nothing } from './area.ts';
import { gate } from './gate.ts';

const address = z.string().trim().max(320);
const password = z.string().min(1).max(1024);
const code = z.string().min(1).max(32);

/** Signing in: from the address to the mailbox. Every call moves the gate; the gate is pushed as it changes. */
export const authContract = {
  servedBy: 'main',
  methods: {
    getGate: { input: nothing, output: gate },
    /** Looks for the server of an address and checks version and certificate. Sends no password. */
    findServer: { input: z.strictObject({ address, serverUrl: z.string().max(512) }), output: nothing },
    /** Trusts the certificate that was shown, for this server only. */
    trustCertificate: { input: z.strictObject({ fingerprint: z.string().max(128) }), output: nothing },
    /** Takes the server that was found outside the domain of the address. */
    acceptServer: { input: z.strictObject({ host: z.string().max(255) }), output: nothing },
    signIn: { input: z.strictObject({ address, password, stay: z.boolean() }), output: nothing },
    verify: { input: z.strictObject({ code, remember: z.boolean() }), output: nothing },
    /** Turns from the code to the recovery of a lost second factor; asks the server for nothing yet. */
    openRecovery: { input: nothing, output: nothing },
    closeRecovery: { input: nothing, output: nothing },
    /** Has the recovery code mailed to the recovery address. */
    requestRecovery: { input: nothing, output: nothing },
    /** Resets the second factor with the mailed code; leads to the sign-in, which then asks for a new set-up. */
    recover: { input: z.strictObject({ code }), output: nothing },
    /** Leaves the sign-in for its beginning; the address stays. */
    startOver: { input: nothing, output: nothing },
    /** Leaves an open mailbox for its sign-in, because the server's certificate is not trusted; mail stays readable. */
    checkServer: { input: nothing, output: nothing },
    retryKeychain: { input: nothing, output: nothing },
    /** Signs in anew where the keychain will not give the old sign-in back, and keeps the new one in it. */
    signInAnew: { input: nothing, output: nothing },
    /** Signs in without the keychain: what it would keep stays in memory for this run. */
    continueWithoutKeychain: { input: nothing, output: nothing },
  },
  events: { gateChanged: gate },
} as const satisfies AreaContract;

/** The enforced set-up wizard. */
export const setUpContract = {
  servedBy: 'main',
  methods: {
    /** Checks the recovery address and asks the server for the key; leads to the stage `link`. */
    chooseRecovery: { input: z.strictObject({ recoveryEmail: address }), output: nothing },
    /** The authenticator shows codes; leads to the stage `code`. */
    linked: { input: nothing, output: nothing },
    /** One stage back; the key that was scanned stays. */
    back: { input: nothing, output: nothing },
    finish: { input: z.strictObject({ code, remember: z.boolean() }), output: nothing },
    openMailbox: { input: nothing, output: nothing },
  },
  events: {},
} as const satisfies AreaContract;

/** The web session behind app passwords, once the mailbox is open: renewed only when something needs it. */
export const sessionContract = {
  servedBy: 'main',
  perAccount: true,
  methods: {
    /** Opens a web session with the account password, as far as the server lets it. */
    renew: {
      input: z.strictObject({ password }),
      output: z.object({
        /** `code`: this device is not trusted (any more). `setUp`: a second factor is demanded and there is none. */
        due: z.enum(['nothing', 'code', 'setUp']),
        rememberDays: z.int(),
      }),
    },
    verify: { input: z.strictObject({ code, remember: z.boolean() }), output: nothing },
    /** Gives fresh proof of the second factor, good for ten minutes. */
    stepUp: { input: z.strictObject({ code }), output: z.object({ validUntil: z.iso.datetime() }) },
  },
  events: {},
} as const satisfies AreaContract;
