import { z } from 'zod';
import { failure } from '../../app/domain/failure.ts';
import { keptFile } from '../../app/domain/letter.ts';
import { messageKey } from '../../app/domain/mail.ts';
import { mailAccess } from '../../app/domain/mail-access.ts';
import { newMail } from '../../app/domain/new-mail.ts';

/** `failed`: names of files that could not be read. */
const keptFiles = z.object({ files: z.array(keptFile), failed: z.array(z.string()) });
export type KeptFiles = z.infer<typeof keptFiles>;

const pin = z.object({ host: z.string(), port: z.int().optional(), fingerprint: z.string(), pem: z.string() });

/** Everything the engine needs for one account's mail. */
export const openAccount = z.object({
  access: mailAccess,
  trust: z.object({ authorities: z.array(z.string()), pins: z.array(pin) }),
  version: z.string(),
  /** The folder of the account's local store, and the key of its database. */
  store: z.object({ folder: z.string(), key: z.string() }),
});
export type OpenAccount = z.infer<typeof openAccount>;

/** What main asks of the engine by itself: bytes that never pass through a window. */
const question = z.discriminatedUnion('of', [
  z.object({ of: z.literal('source'), key: messageKey }),
  z.object({ of: z.literal('attachment'), key: messageKey, part: z.string() }),
  z.object({ of: z.literal('unsubscribe'), key: messageKey }),
]);
export type Question = z.infer<typeof question>;

/** A file's bytes, the name it was given, and what it claims and proves to be. */
export const fileBytes = z.object({
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  /** Safe to create on any system. */
  fileName: z.string(),
  /** As the sender wrote it. */
  writtenName: z.string(),
  mimeType: z.string(),
  provenType: z.string().optional(),
});
export type FileBytes = z.infer<typeof fileBytes>;

/** How a list says it is left by one request, and whether its message is proved to be the sender's. */
export const leaveFacts = z.object({ url: z.string(), proved: z.boolean() });
export type LeaveFacts = z.infer<typeof leaveFacts>;

export type AnswerTo<Q extends Question> = Q extends { readonly of: 'unsubscribe' } ? LeaveFacts : FileBytes;

/** What main tells the engine. A window's port comes along with `attach`. */
export const toEngine = z.discriminatedUnion('type', [
  openAccount.extend({ type: z.literal('open'), account: z.string() }),
  z.object({ type: z.literal('close'), account: z.string() }),
  z.object({ type: z.literal('closeAll') }),
  z.object({ type: z.literal('attach') }),
  /** The machine woke up or its network changed. */
  z.object({ type: z.literal('wake') }),
  /** Without an account the only mailbox is meant. */
  z.object({ type: z.literal('ask'), id: z.int(), account: z.string().optional(), question }),
  /** Does a store in this folder work here? */
  z.object({ type: z.literal('check'), folder: z.string() }),
  /** Files a person chose for a draft. */
  z.object({
    type: z.literal('keepFiles'),
    account: z.string().optional(),
    request: z.int(),
    draft: z.string(),
    paths: z.array(z.string()),
  }),
]);
export type ToEngine = z.infer<typeof toEngine>;

/** What the engine tells main. */
export const fromEngine = z.discriminatedUnion('type', [
  /** The server refused the account's credential; nothing is tried again until main opens it anew. */
  z.object({ type: z.literal('refused'), account: z.string(), reason: z.string() }),
  /** Everything of the account is written and every file is closed. */
  z.object({ type: z.literal('closed'), account: z.string() }),
  z.object({ type: z.literal('closedAll') }),
  z.object({ type: z.literal('checked'), ok: z.boolean() }),
  z.object({
    type: z.literal('answer'),
    id: z.int(),
    reply: z.union([
      z.object({ ok: z.literal(true), value: z.union([fileBytes, leaveFacts]) }),
      z.object({ ok: z.literal(false), error: failure }),
    ]),
  }),
  z.object({ type: z.literal('newMail'), news: newMail }),
  z.object({ type: z.literal('keptFiles'), request: z.int(), kept: keptFiles.optional() }),
  z.object({ type: z.literal('bug'), where: z.string(), name: z.string() }),
]);
export type FromEngine = z.infer<typeof fromEngine>;
