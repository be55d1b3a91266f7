import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lineClient } from './support/line-client.ts';
import { logLines } from './support/log-lines.ts';
import { demoPassword, rpcClient } from './support/rpc.ts';
import { runDemoServer, type ServerRun } from './support/run-server.ts';

const otto = 'otto@off.example';
const plain = Buffer.from(`\0${otto}\0${demoPassword}`).toString('base64');
let run: ServerRun & { close: () => Promise<void> };
beforeAll(async () => {
  run = await runDemoServer();
});
afterAll(() => run.close());

/** Says these lines one after the other, each after the last was answered, and goes away. */
const sayAndLeave = async (port: 'smtps' | 'imaps' | 'pop3s', lines: readonly (readonly [string, RegExp])[]) => {
  const client = await lineClient(run, run.ready[port], { tls: true });
  await client.expect(/^[^\n]*\n/u);
  for (const [line, answer] of lines) await client.say(line, answer);
  client.end();
  await client.closed;
};

const submit = [
  ['EHLO test', /^250 [^\n]*\n/mu],
  [`AUTH PLAIN ${plain}`, /^235[^\n]*\n/mu],
  [`MAIL FROM:<${otto}>`, /^250[^\n]*\n/mu],
  ['RCPT TO:<inbox@outside.example>', /^250[^\n]*\n/mu],
] as const;

/** Sends the beginning of a request to the JSON-RPC door and goes away. */
const askAndLeave = (head: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(run.ready.webmail);
    const socket = connect({ host: hostname, port: Number(port), ca: run.ca }, () => {
      socket.write(head, () => {
        setTimeout(() => socket.destroy(), 200);
      });
    });
    socket.once('close', () => resolve());
    socket.on('error', reject);
  });

it('a client that leaves in the middle of its message is no error of the server', async () => {
  await sayAndLeave('smtps', [...submit, ['DATA', /^354[^\n]*\n/mu]]);
  await expect.poll(() => logLines(run, 'debug', 'left before its message was whole')).toHaveLength(1);
  expect(logLines(run, 'debug', 'left before its message was whole')[0]).toMatch(
    /^\[\d\d\/\w{3}\/\d{4} [\d:]{8}\] SMTP: the client of otto@off\.example at IP address 127\.0\.0\.1 left before its message was whole$/u,
  );
  expect(logLines(run, 'mail', 'outside.example')).toEqual([]);
});

it('no client that breaks off leaves a line in the error log, and all is served after it', async () => {
  await sayAndLeave('smtps', submit);
  await sayAndLeave('smtps', [
    ['EHLO test', /^250 [^\n]*\n/mu],
    ['AUTH LOGIN', /^334[^\n]*\n/mu],
  ]);
  await sayAndLeave('imaps', [['a AUTHENTICATE PLAIN', /^\+[^\n]*\n/mu]]);
  await sayAndLeave('imaps', [
    [`a AUTHENTICATE PLAIN ${plain}`, /^a OK[^\n]*\n/mu],
    ['b APPEND INBOX {1000}', /^\+[^\n]*\n/mu],
  ]);
  await sayAndLeave('pop3s', [[`USER ${otto}`, /^\+OK[^\n]*\n/mu]]);
  const head = 'POST /webmail/api/jsonrpc/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
  await askAndLeave('');
  await askAndLeave(head);
  await askAndLeave(`${head}Content-Length: 500\r\n\r\n{"jsonrpc":`);
  const login = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'Session.login',
    params: { userName: otto, password: demoPassword, application: { name: 'x', vendor: 'x', version: '1.0.0' } },
  });
  await askAndLeave(`${head}Content-Length: ${login.length}\r\n\r\n${login}`);
  expect(await rpcClient(run).login(otto)).toMatchObject({ state: 'none' });
  expect(logLines(run, 'error')).toEqual([]);
});
