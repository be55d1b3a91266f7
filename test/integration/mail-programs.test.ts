import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppPassword, enrol } from './support/enrol.ts';
import { type MailPrograms, mailPrograms } from './support/mail-programs.ts';
import { mailOf } from './support/mailbox.ts';
import { demoPassword } from './support/rpc.ts';
import { runDemoServer, type ServerRun } from './support/run-server.ts';

const ana = 'ana@enforced.example';
const inbox = 'inbox@outside.example';
const only = 'Only application passwords are allowed since 2FA is enabled';

let run: ServerRun & { close: () => Promise<void> };
let programs: MailPrograms;
let secret: string;
const home = mkdtempSync(join(tmpdir(), 'latchkey-programs-'));
beforeAll(async () => {
  run = await runDemoServer();
  programs = mailPrograms(run, home);
  const { client } = await enrol(run, ana);
  ({ secret } = await createAppPassword(client, 'Programs', ['imap', 'pop3', 'smtp']));
});
afterAll(async () => {
  await run.close();
  rmSync(home, { recursive: true, force: true });
});

const subjects = async () => (await mailOf(run, inbox)).map(({ subject }) => subject);

describe('with an app password', () => {
  it('curl reads by IMAP and POP3 and sends by SMTP', async () => {
    expect((await programs.curlImap(ana, secret)).output).toMatch(/STATUS INBOX \(MESSAGES \d{3}\)/u);
    const list = await programs.curlPop3(ana, secret);
    expect([list.code, list.output.match(/^\d+ \d+\r?$/gmu)?.length]).toEqual([0, expect.any(Number)]);
    expect((await programs.curlSmtp(ana, secret, inbox, 'By curl')).code).toBe(0);
    expect(await subjects()).toContain('By curl');
  });

  it('mbsync copies the inbox', async () => {
    const { code, output } = await programs.mbsync(ana, secret);
    expect([code, output]).toEqual([0, expect.any(String)]);
    const copied = ['cur', 'new'].flatMap((part) => readdirSync(join(home, 'copy', 'INBOX', part)));
    expect(copied.length).toBeGreaterThanOrEqual(250);
  });

  it('mutt opens the mailbox and a message after STARTTLS', async () => {
    const { saved, output } = await programs.mutt(ana, secret);
    expect(saved, output).toMatch(/^Message-I[dD]: </mu);
  });

  it.each(['msmtp', 'swaks'] as const)('%s sends', async (name) => {
    const { code, output } = await programs[name](ana, secret, inbox, `By ${name}`);
    expect([code, output]).toEqual([0, expect.stringMatching(/250 2\.0\.0 Ok: queued/u)]);
    expect(await subjects()).toContain(`By ${name}`);
  });
});

describe('with the account password', () => {
  it.each([
    ['curl by IMAP', () => programs.curlImap(ana, demoPassword)],
    ['curl by POP3', () => programs.curlPop3(ana, demoPassword)],
    ['curl by SMTP', () => programs.curlSmtp(ana, demoPassword, inbox, 'Never')],
    ['mbsync', () => programs.mbsync(ana, demoPassword)],
    ['mutt', () => programs.mutt(ana, demoPassword)],
    ['msmtp', () => programs.msmtp(ana, demoPassword, inbox, 'Never')],
    ['swaks', () => programs.swaks(ana, demoPassword, inbox, 'Never')],
  ])('%s is refused and sees why', async (_name, attempt) => {
    const { code, output } = await attempt();
    expect(output).toContain(only);
    expect(code).not.toBe(0);
  });

  it('sends nothing and costs no try: the right app password works on', async () => {
    expect(await subjects()).not.toContain('Never');
    expect((await programs.curlImap(ana, secret)).code).toBe(0);
    expect((await programs.curlSmtp(ana, secret, inbox, 'After all')).code).toBe(0);
  });
});
