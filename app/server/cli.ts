import { readOptions, usage } from './options.ts';

/** What administers a server instead of being one. */
const adminCommand = 'admin';

const tell = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

const administer = async (args: readonly string[]): Promise<void> => {
  const { runAdmin } = await import('./cli/admin/run-admin.ts');
  // A reader such as `head` may have seen enough.
  process.stdout.on('error', () => process.exit());
  process.exitCode = await runAdmin(args, {
    input: process.stdin,
    print: (text) => void process.stdout.write(`${text}\n`),
    write: (text) => void process.stderr.write(text),
  });
};

const serve = async (): Promise<void> => {
  const options = readOptions(process.argv.slice(2));
  if (!options.ok) {
    tell(`${options.error}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  if (options.value === 'help') {
    tell(usage);
    return;
  }
  let wanted = true;
  let stop: (() => Promise<void>) | undefined;
  const end = () => {
    if (!wanted) return;
    wanted = false;
    if (stop !== undefined) void stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // The reader of standard output may go away; the server stays.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);

  let reopenLogs = (): void => undefined;
  process.on('SIGHUP', () => reopenLogs());

  const { startServer } = await import('./program.ts');
  const server = await startServer(options.value, tell);
  if (!server.ok) {
    tell(server.error);
    process.exit(1);
  }
  if (!wanted) {
    await server.value.stop();
    process.exit(0);
  }
  stop = server.value.stop;
  reopenLogs = server.value.reopenLogs;
  process.stdout.write(`${JSON.stringify(server.value.ready)}\n`);
};

const [first, ...rest] = process.argv.slice(2);
await (first === adminCommand ? administer(rest) : serve());
