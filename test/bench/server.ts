import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { measureFootprint } from './server/footprint.ts';
import { measureFullSignIns } from './server/full-sign-ins.ts';
import { measureImapSignIns } from './server/imap-sign-ins.ts';
import { prepareServer } from './server/prepared-server.ts';
import { measureRefusals } from './server/timing.ts';

const members = 4000;

/** What the server takes: sign-ins beside what they are made of, memory, start-up; one line a figure. */
export async function* measureServer(): AsyncGenerator<string> {
  const server = await prepareServer(members);
  try {
    yield* await measureFullSignIns(server);
    yield* await measureImapSignIns(server);
    yield* await measureRefusals(server);
    yield* await measureFootprint(server);
  } finally {
    await server.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}`);
  for await (const line of measureServer()) console.log(line);
}
