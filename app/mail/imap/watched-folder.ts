import type { FlagsEvent, ImapFlow, MailboxObject } from 'imapflow';
import type { Heard, WatchedFolder } from '../sync/ports.ts';
import { extensionOf, questionsTo } from './selected-folder.ts';

/** A connection that stays on one folder and listens to it. */
export type FolderListener = {
  readonly client: ImapFlow;
  /** Undefined: the folder is not the selected one at this moment. */
  readonly folder: () => WatchedFolder | undefined;
  readonly end: () => void;
};

/** @param heard is told of everything that happens in the folder from now on */
export const listenTo = (client: ImapFlow, path: string, heard: (what: Heard) => void): FolderListener => {
  let highest = 0n;
  const spoken = (modSeq: bigint | undefined): void => {
    if (modSeq !== undefined && modSeq > highest) highest = modSeq;
  };
  const tell = (what: Heard) => (event: { readonly path: string }) => event.path === path && heard(what);
  const [added, expunged] = [tell('added'), tell('expunged')];
  const flags = (event: FlagsEvent): void => {
    if (event.path !== path) return;
    spoken(event.modseq);
    heard('flags');
  };
  client.on('exists', added);
  client.on('expunge', expunged);
  client.on('flags', flags);

  const watched = (mailbox: MailboxObject): WatchedFolder => {
    const extension = extensionOf(client, mailbox);
    const questions = questionsTo(client, extension, () => heard('flags'));
    const noted = <Told extends { readonly modSeq: string | undefined }>(told: Told[]): Told[] => {
      for (const { modSeq } of told) spoken(modSeq === undefined ? undefined : BigInt(modSeq));
      return told;
    };
    return {
      uidValidity: String(mailbox.uidValidity),
      extension,
      exists: () => mailbox.exists,
      spokenOf: () => (highest === 0n ? undefined : String(highest)),
      ask: async () => {
        await client.noop();
      },
      flags: async (range, since) => noted(await questions.flags(range, since)),
      messages: async (ranges) => noted(await questions.messages(ranges)),
    };
  };

  return {
    client,
    folder: () => {
      const { mailbox } = client;
      return mailbox === false || mailbox.path !== path ? undefined : watched(mailbox);
    },
    end: () => {
      client.off('exists', added);
      client.off('expunge', expunged);
      client.off('flags', flags);
    },
  };
};
