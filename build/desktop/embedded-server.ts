import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReadyLine, readyLine } from '../../app/protocol/ready-line.ts';
import { projectFolder } from '../set-up/places.mjs';
import { startGroup } from '../set-up/process-group.mjs';
import { SetUpError } from '../set-up/report.mjs';

export type EmbeddedServer = ReadyLine & {
  /** Asks the server to end and answers its exit code. */
  readonly stop: () => Promise<number | null>;
  /** Settles when the server ends, asked or not. */
  readonly ended: Promise<unknown>;
  /** What it printed on standard error so far. */
  readonly errors: () => string;
};

const loader = join(projectFolder, 'node_modules/tsx/dist/loader.mjs');
const cli = join(projectFolder, 'app/server/cli.ts');

/** Starts the server with the demo seed on a data folder and waits until every service of it answers. */
export const startEmbeddedServer = async (data: string, flags: readonly string[] = []): Promise<EmbeddedServer> => {
  await mkdir(data, { recursive: true });
  const args = ['--import', loader, cli, '--data', data, '--seed', 'demo', ...flags];
  const server = startGroup(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  server.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-20_000);
  });
  const line = await new Promise<string>((resolve, reject) => {
    let text = '';
    server.child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.includes('\n')) resolve(text);
    });
    void server.ended.then(({ code }) => reject(new SetUpError(`The server ended with code ${code}:\n${errors}`)));
  });
  return {
    ...readyLine.parse(JSON.parse(line)),
    ended: server.ended,
    errors: () => errors,
    stop: async () => {
      await server.stop(15_000);
      return (await server.ended).code;
    },
  };
};
