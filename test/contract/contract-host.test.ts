import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AreaContract } from '../../app/contract/area.ts';
import { contract } from '../../app/contract/contract.ts';
import { createContractHost } from '../../main/ipc/contract-host.ts';

const area = {
  servedBy: 'main',
  methods: {
    double: { input: z.strictObject({ value: z.number() }), output: z.strictObject({ value: z.number() }) },
    broken: { input: z.strictObject({}), output: z.strictObject({ value: z.number() }) },
    leaky: { input: z.strictObject({}), output: z.strictObject({}) },
    whose: { input: z.strictObject({}), output: z.strictObject({ account: z.string() }) },
  },
  events: {},
} as const satisfies AreaContract;

const bugs: string[] = [];
const host = createContractHost<undefined>(
  [
    {
      name: 'test',
      area,
      handlers: {
        whose: (_input: unknown, _caller: unknown, account = 'nobody told') => ({ ok: true, value: { account } }),
        double: ({ value }: { value: number }) => ({ ok: true, value: { value: value * 2 } }),
        broken: () => {
          throw new Error('the password is hunter2');
        },
        leaky: () => ({ ok: true, value: { secret: 'x' } }),
      },
    },
  ],
  (channel) => bugs.push(channel),
);

describe('the door between window and application', () => {
  it('answers a call that fits the contract', async () => {
    expect(await host.answer('test.double', { value: 4 }, undefined)).toEqual({ ok: true, value: { value: 8 } });
  });

  it('tells a handler whose account is meant, if the window told', async () => {
    expect(await host.answer('test.whose', {}, undefined, 'a1')).toEqual({ ok: true, value: { account: 'a1' } });
    expect(await host.answer('test.whose', {}, undefined)).toEqual({ ok: true, value: { account: 'nobody told' } });
  });

  it.each([undefined, null, 1, 'x', [], {}, { value: '4' }, { value: 4, more: true }])(
    'refuses the input %j',
    async (input) => {
      expect(await host.answer('test.double', input, undefined)).toEqual({
        ok: false,
        error: { code: 'invalidInput' },
      });
    },
  );

  it('refuses a channel nobody declared', async () => {
    expect(await host.answer('test.toString', {}, undefined)).toEqual({ ok: false, error: { code: 'invalidInput' } });
  });

  it('tells nothing of what a handler threw', async () => {
    const reply = await host.answer('test.broken', {}, undefined);
    expect(reply).toEqual({ ok: false, error: { code: 'internal' } });
    expect(bugs).toContain('test.broken');
  });

  it('lets no field out that the contract does not name', async () => {
    expect(await host.answer('test.leaky', {}, undefined)).toEqual({ ok: false, error: { code: 'internal' } });
  });

  it('does not start with a handler missing', () => {
    expect(() => createContractHost([{ name: 'test', area, handlers: {} }], () => undefined)).toThrow('test.double');
  });
});

it('has exactly these channels', () => {
  const channels = Object.entries(contract).flatMap(([name, { methods, events }]) => [
    ...Object.keys(methods).map((method) => `${name}.${method}`),
    ...Object.keys(events).map((event) => `${name}!${event}`),
  ]);
  expect(channels).toMatchInlineSnapshot(`
    [
      "auth.getGate",
      "auth.findServer",
      "auth.trustCertificate",
      "auth.acceptServer",
      "auth.signIn",
      "auth.verify",
      "auth.openRecovery",
      "auth.closeRecovery",
      "auth.requestRecovery",
      "auth.recover",
      "auth.startOver",
      "auth.checkServer",
      "auth.retryKeychain",
      "auth.signInAnew",
      "auth.continueWithoutKeychain",
      "auth!gateChanged",
      "setUp.chooseRecovery",
      "setUp.linked",
      "setUp.back",
      "setUp.finish",
      "setUp.openMailbox",
      "session.renew",
      "session.verify",
      "session.stepUp",
      "accounts.get",
      "accounts.show",
      "accounts.add",
      "accounts.leave",
      "accounts.edit",
      "accounts.arrange",
      "accounts.signOut",
      "accounts.remove",
      "accounts!changed",
      "mailAccounts.begin",
      "mailAccounts.signInOnPage",
      "mailAccounts.visitPage",
      "mailAccounts.back",
      "mailAccounts.find",
      "mailAccounts.test",
      "mailAccounts.open",
      "mailAccounts.getSettings",
      "mailAccounts.change",
      "security.getStatus",
      "security.getServer",
      "security.startSetUp",
      "security.finishSetUp",
      "security.turnOff",
      "security.startMove",
      "security.finishMove",
      "security.changeRecoveryEmail",
      "security.newRecoveryCodes",
      "security.listDevices",
      "security.removeDevice",
      "security.removeOtherDevices",
      "vault.list",
      "vault.remove",
      "appPasswords.list",
      "appPasswords.create",
      "appPasswords.change",
      "appPasswords.revoke",
      "appPasswords.revokeOthers",
      "appPasswords.offerProfile",
      "appPasswords.saveHere",
      "appPasswords.saveProfile",
      "mail.getStatus",
      "mail.listFolders",
      "mail.getProgress",
      "mail.getWaiting",
      "mail.getCompared",
      "mail.pauseSync",
      "mail.resumeSync",
      "mail.lookAt",
      "mail.wake",
      "mail.reopenStore",
      "mail.listConversations",
      "mail.conversationRows",
      "mail.messageIds",
      "mail.snooze",
      "mail.unsnooze",
      "mail.chooseRole",
      "mail.readMessage",
      "mail.readWhole",
      "mail.readConversation",
      "mail.act",
      "mail.undo",
      "mail.setFlags",
      "mail.search",
      "mail.searchServer",
      "mail!statusChanged",
      "mail!progressChanged",
      "mail!waitingChanged",
      "mail!commandSettled",
      "mail!folderChanged",
      "messageFiles.preview",
      "messageFiles.open",
      "messageFiles.save",
      "messageFiles.saveAll",
      "messageFiles.saveMessage",
      "messageFiles.source",
      "messageFiles.prepareDrag",
      "messageFiles.startDrag",
      "messageFiles.print",
      "mailingLists.leave",
      "compose.saveDraft",
      "compose.listDrafts",
      "compose.getDraft",
      "compose.openDraft",
      "compose.addFile",
      "compose.addFilesOf",
      "compose.removeFile",
      "compose.getSizeLimit",
      "compose.suggestPeople",
      "compose.findPeople",
      "compose.discardDraft",
      "compose.send",
      "compose.cancelSend",
      "compose.resend",
      "compose.discardOutgoing",
      "compose.listOutgoing",
      "compose!outgoingChanged",
      "compose!draftsChanged",
      "desktop.showUnread",
      "desktop.lookingAt",
      "desktop.takeAsked",
      "desktop!asked",
      "preferences.get",
      "preferences.change",
      "preferences!changed",
      "spelling.getWords",
      "spelling.removeWord",
      "accountSettings.get",
      "accountSettings.put",
      "accountSettings!changed",
      "program.getPolicy",
      "program.getDiagnostics",
      "program.getUpdate",
      "program.checkForUpdate",
      "program.downloadUpdate",
      "program.installUpdate",
      "program.showReports",
      "program!updateChanged",
      "system.getInfo",
      "system.minimise",
      "system.toggleMaximise",
      "system.close",
      "system.copy",
      "system.saveText",
      "system.openLink",
      "system.prepareMessageFrame",
      "windows.getEntry",
      "windows.compose",
      "windows.ready",
      "windows.keepDraft",
      "windows.chooseFiles",
      "windows.leave",
      "windows.stay",
      "windows!leaving",
    ]
  `);
});
