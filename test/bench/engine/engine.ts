import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { MailStatus } from '../../../app/domain/mail.ts';
import { fail } from '../../../app/domain/result.ts';
import type { SyncProgress } from '../../../app/domain/sync-progress.ts';
import { projectFolder } from '../../../build/set-up/places.mjs';
import { type OpenMailbox, openMailbox } from '../../../main/engine/open-mailbox.ts';
import { stepBack } from '../../../main/engine/step-back.ts';
import type { Address } from '../../integration/support/mail-server.ts';
import { startTcpProxy } from '../../integration/support/tcp-proxy.ts';
import { median, quantile } from '../server/statistics.ts';
import { startMaterialServer } from './generator.ts';
import { measureMbsync } from './peers.ts';
import { changedFlags, existsLatency, imapflowPass, noChangeSelect, warmUp } from './reference.ts';

type Server = Awaited<ReturnType<typeof startMaterialServer>>['server'];

const worker = pathToFileURL(join(projectFolder, 'out/main/mail-worker.js'));

/** The engine as it runs in the application, both threads, without the process around it. */
const openEngine = (server: Server, folder: string, key: string, imap: Address = server.imaps) => {
  const begun = performance.now();
  const listeners = new Set<() => void>();
  let online = 0;
  let progress: SyncProgress | undefined;
  const mailbox: OpenMailbox = openMailbox(
    {
      access: { ...server.access(), imap: { host: imap.host, port: imap.port, security: 'tls' } },
      trust: { authorities: [server.ca], pins: [] },
      version: '1.0.0',
      store: { folder, key },
    },
    worker,
    async () => fail({ code: 'internal' }),
    {
      status: (status: MailStatus) => {
        if (status.state === 'online' && online === 0) online = performance.now();
        for (const listener of listeners) listener();
      },
      progress: (next) => {
        progress = next;
      },
      changed: () => {
        for (const listener of listeners) listener();
      },
      arrived: () => undefined,
      waiting: () => undefined,
      settled: () => undefined,
      outgoing: () => undefined,
      drafts: () => undefined,
      setting: () => undefined,
      bug: (where, name) => {
        throw new Error(`${where}: ${name}`);
      },
    },
  );
  return {
    begun,
    online: () => online,
    progress: () => progress,
    close: mailbox.close,
    lookAt: (path: string) => mailbox.ask('lookAt', { folder: path }),
    /** Resolves with the moment at which the listing of a folder fits. */
    until: async (
      path: string,
      fits: (total: number, rows: readonly { subject: string; flagged: boolean }[]) => boolean,
      limit = 50,
    ) => {
      const reader = await mailbox.reader();
      if (!reader.ok) throw new Error(reader.error.code);
      return new Promise<number>((resolve) => {
        const look = () => {
          const listed = reader.value.listMessages(path, limit);
          if (!listed.ok || !fits(listed.value.total, listed.value.rows)) return;
          listeners.delete(look);
          resolve(performance.now());
        };
        listeners.add(look);
        look();
      });
    },
    stored: async (): Promise<number> => {
      const reader = await mailbox.reader();
      const folders = reader.ok ? reader.value.listFolders() : undefined;
      return folders?.ok ? folders.value.reduce((sum, { total }) => sum + total, 0) : 0;
    },
  };
};

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const line = (name: string, text: string): string => `${name.padEnd(52)}${text}`;
const times = (values: readonly number[]): string =>
  `median ${median(values).toFixed(0)} ms, p95 ${quantile(values, 0.95).toFixed(0)} ms (n = ${values.length})`;

/** What the mail engine takes for a mailbox of some size, beside what library and wire take for the same mail. */
export async function* measureEngine(count = 50_000): AsyncGenerator<string> {
  // The engine's threads let others go first; what they are compared with has to do the same.
  stepBack();
  const { server, material } = await startMaterialServer({ count });
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-engine-'));
  const key = randomBytes(32).toString('hex');
  try {
    // Folders in the server's own notation; Maildir writes its separator as a dot.
    await warmUp(
      server,
      material.folders.map(({ path }) => path.replaceAll('.', '/')),
    );
    const reference = await imapflowPass(server);
    yield line(
      'imapflow alone: ENVELOPE BODYSTRUCTURE FLAGS',
      `${reference.messagesPerSecond.toFixed(0)} messages a second (${reference.messages})`,
    );

    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const cpu = process.cpuUsage();
    const first = openEngine(server, folder, key);
    const fifty = await first.until('INBOX', (_, rows) => rows.length === 50);
    while ((await first.stored()) < material.messages) await wait(50);
    const all = performance.now();
    delay.disable();
    const { user, system } = process.cpuUsage(cpu);
    const seconds = (all - first.online()) / 1000;
    const rate = material.messages / seconds;
    yield line('first 50 rows after the sign-in', `${(fifty - first.online()).toFixed(0)} ms`);
    yield line(
      'first synchronisation over TLS, stored and indexed',
      `${rate.toFixed(0)} messages a second, ${(rate / reference.messagesPerSecond).toFixed(2)} times imapflow (${material.messages} in all folders, ${seconds.toFixed(1)} s, CPU ${((user + system) / 1e6).toFixed(1)} s)`,
    );
    yield line('reading thread kept waiting meanwhile', `at most ${(delay.max / 1e6).toFixed(1)} ms`);
    yield line('store after it', `${(statSync(join(folder, 'mail.db')).size / 2 ** 20).toFixed(0)} MiB`);
    while ((first.progress()?.total ?? 0) > 0) await wait(50);
    await wait(2000);

    const raw = await existsLatency(server);
    const other = await server.client();
    const arrivals: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const subject = `arrival ${round}`;
      const since = performance.now();
      const seen = first.until('INBOX', (_, rows) => rows[0]?.subject === subject);
      await other.append('INBOX', `From: a@x.example\r\nSubject: ${subject}\r\n\r\nText\r\n`);
      arrivals.push((await seen) - since);
      await wait(300);
    }
    yield line('raw: APPEND by another program to EXISTS', times(raw.values));
    yield line('APPEND by another program to the row', times(arrivals));
    await first.close();

    const rawNone = await noChangeSelect(server);
    const proxy = await startTcpProxy(server.imaps);
    const second = openEngine(server, folder, key, proxy);
    await second.lookAt('INBOX');
    await wait(1500);
    const [nothing, bytes, busy]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < 20; round += 1) {
      proxy.resetBytes();
      const [since, before] = [performance.now(), process.cpuUsage()];
      await second.lookAt('INBOX');
      nothing.push(performance.now() - since);
      const spent = process.cpuUsage(before);
      busy.push((spent.user + spent.system) / 1000);
      const { up, down } = proxy.bytes();
      bytes.push(up + down);
    }
    yield line('raw: SELECT with QRESYNC, no change', times(rawNone.milliseconds.values));
    yield line(
      'resynchronisation without a change',
      `${times(nothing)}, CPU ${median(busy).toFixed(1)} ms, ${median(bytes).toFixed(0)} bytes on the wire`,
    );

    const rawFlags = await changedFlags(server);
    yield line('raw: 100 changed flags', `${times(rawFlags.changes.milliseconds.values)}`);
    await other.mailboxOpen('INBOX');
    const flagged: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const uids = Array.from({ length: 100 }, (_, index) => 1 + round * 131 + index * Math.floor(count / 120)).join(
        ',',
      );
      await other.messageFlagsAdd(uids, [`bench${round}`], { uid: true });
      const since = performance.now();
      // The server takes half a second to tell a listener; what the engine itself takes is asked for.
      await second.lookAt('INBOX');
      flagged.push(performance.now() - since);
    }
    yield line('100 changed flags, asked for, fetched and stored', times(flagged));
    await second.close();
    await proxy.stop();
    await other.logout();
    const { pull, noChange } = await measureMbsync(server);
    yield line('mbsync: everything into a Maildir', `${pull.messagesPerSecond.toFixed(0)} messages a second`);
    yield line('mbsync: nothing changed, with its process', times(noChange.values));
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for await (const text of measureEngine(Number(process.argv[2] ?? 50_000))) console.log(text);
}
