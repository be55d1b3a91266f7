import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { timed } from '../series.ts';
import { application, type KeptClient, keptClient, ownAddress } from './kept-client.ts';
import { appPasswordsEach, type PreparedServer, password } from './prepared-server.ts';
import { median, quantile } from './statistics.ts';

const sessions = 500;
const starts = 5;
const calls = 500;

/** Resident memory of the server's own process in MiB. */
const memory = (server: PreparedServer): number =>
  Number(/^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${server.child.pid}/status`, 'utf8'))?.[1]) / 1024;

const signInBy = async (client: KeptClient, server: PreparedServer, index: number) => {
  const member = server.members[index % server.members.length];
  const params = { userName: member?.address, password, application };
  const device = `TFA_CONNECT_WEBMAIL=${member?.deviceCookie}`;
  const { result, session } = await client.call('Session.login', params, device);
  return { cookie: session ?? '', token: String(result?.['token']) };
};

/** Start-up, memory and what a list of app passwords takes. */
export const measureFootprint = async (server: PreparedServer): Promise<string[]> => {
  const startUps: number[] = [];
  for (let count = 0; count < starts; count += 1) startUps.push(await server.restart());
  await sleep(2000);
  const atRest = memory(server);

  const clients = Array.from({ length: sessions }, () => keptClient(server, ownAddress()));
  const signedIn: { cookie: string; token: string }[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < sessions; index = next++) {
      const client = clients[index];
      if (client !== undefined) signedIn[index] = await signInBy(client, server, index);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  const open = memory(server);

  const [client] = clients;
  const [session] = signedIn;
  if (client === undefined || session === undefined) throw new Error('nobody signed in');
  const times: number[] = [];
  for (let count = -20; count < calls; count += 1) {
    const spent = await timed(async () => {
      const { result } = await client.call('AppPasswords.get', {}, session.cookie, session.token);
      if (result?.['totalItems'] !== appPasswordsEach) throw new Error(JSON.stringify(result));
    });
    if (count >= 0) times.push(spent);
  }
  for (const each of clients) each.end();
  const line = (name: string, text: string) => `${name.padEnd(44)}${text}`;
  return [
    line(
      'start to ready',
      `median ${median(startUps).toFixed(0)} ms, longest ${Math.max(...startUps).toFixed(0)} ms (n = ${starts})`,
    ),
    line('memory at rest', `${atRest.toFixed(0)} MiB`),
    line(`memory with ${sessions} sessions and connections`, `${open.toFixed(0)} MiB`),
    line(
      `AppPasswords.get, ${appPasswordsEach} entries`,
      `median ${median(times).toFixed(1)} ms, p99 ${quantile(times, 0.99).toFixed(1)} ms (n = ${calls})`,
    ),
  ];
};
