import type { Failure } from '../../domain/failure.ts';
import type { FolderRole } from '../../domain/mail.ts';
import type { Command } from '../../domain/mail-command.ts';
import { fail, type Result, succeed } from '../../domain/result.ts';
import type { FolderFacts, StoredFolder, StoredRow, StoreReader } from '../../store/port.ts';
import { bareMessageId } from './bare-message-id.ts';
import type { Step, Target } from './step.ts';

/** What planning needs to know of what is shown. */
export type View = Pick<StoreReader, 'rows' | 'folders'> & {
  /** Finds a folder by the path that is shown, renamings that wait included. */
  readonly folderOf: (path: string) => StoredFolder | undefined;
  /** The path of the folder a message is shown in. */
  readonly shownFolder: (row: StoredRow) => string;
};

export type Plan = {
  readonly steps: readonly Step[];
  readonly source: Uint8Array | undefined;
  /** Folders that do not exist anywhere yet. */
  readonly made: readonly FolderFacts[];
};

export const targetOf = (row: StoredRow): Target => ({
  id: row.id,
  folder: row.folder,
  uidValidity: row.uidValidity,
  uid: row.uid,
  messageId: row.messageId,
  size: row.size,
  receivedAt: row.receivedAt,
});

/** The role a folder plays: what a person chose, else what the server told or the name suggests. */
export const roleOf = ({ chosenRole, role }: Pick<StoredFolder, 'chosenRole' | 'role'>): FolderRole =>
  chosenRole ?? role;

/** Some servers keep all of a person's folders below INBOX (RFC 2342). */
const prefixOf = (folders: readonly StoredFolder[]): string => {
  const others = folders.filter(({ path }) => path.toUpperCase() !== 'INBOX');
  const [first] = others;
  const prefix = `INBOX${first?.delimiter ?? '/'}`;
  return first !== undefined && others.every(({ path }) => path.startsWith(prefix)) ? prefix : '';
};

export const newFolder = (view: Pick<View, 'folders'>, path: string, role: FolderRole): FolderFacts => ({
  path,
  delimiter: view.folders()[0]?.delimiter ?? '/',
  role,
  roleSource: 'guess',
  selectable: true,
  subscribed: true,
});

/** The folder of a role, or the one that has to be made for it. */
export const folderFor = (
  view: Pick<View, 'folders' | 'folderOf'>,
  role: FolderRole,
  name: string,
): { readonly path: string; readonly made: FolderFacts | undefined } => {
  const folders = view.folders();
  const fits = folders.filter((folder) => roleOf(folder) === role && folder.selectable);
  // A person's choice comes before what the server says of another folder.
  const found = fits.find(({ chosenRole }) => chosenRole === role) ?? fits[0];
  if (found !== undefined) return { path: found.path, made: undefined };
  const path = `${prefixOf(folders)}${name}`;
  return { path, made: view.folderOf(path) === undefined ? newFolder(view, path, role) : undefined };
};

const missing = fail<Failure>({ code: 'noSuchEntity' });

const messageIdOf = (source: Uint8Array): string => {
  const text = Buffer.from(source.buffer, source.byteOffset, Math.min(source.byteLength, 256 * 1024)).toString(
    'latin1',
  );
  const header = text.slice(0, Math.max(text.search(/\r?\n\r?\n/u), 0));
  return bareMessageId(/^message-id:((?:.|\r?\n[ \t])*)/imu.exec(header)?.[1] ?? '');
};

const planMove = (view: View, rows: readonly StoredRow[], to: string): Step[] => {
  const moved = rows.filter((row) => view.shownFolder(row) !== to);
  return moved.length === 0
    ? []
    : [{ kind: 'move', targets: moved.map(targetOf), to, from: moved.map(view.shownFolder) }];
};

const planIntoRole = (view: View, rows: readonly StoredRow[], role: FolderRole, name: string): Plan => {
  const { path, made } = folderFor(view, role, name);
  const steps = planMove(view, rows, path);
  if (made === undefined || steps.length === 0) return { steps, source: undefined, made: [] };
  return { steps: [{ kind: 'createFolder', path }, ...steps], source: undefined, made: [made] };
};

const planDelete = (view: View, rows: readonly StoredRow[]): Plan => {
  const forGood = (row: StoredRow): boolean => {
    const folder = view.folderOf(view.shownFolder(row));
    return folder !== undefined && ['bin', 'junk'].includes(roleOf(folder));
  };
  const removed = rows.filter(forGood).map(targetOf);
  const plan = planIntoRole(
    view,
    rows.filter((row) => !forGood(row)),
    'bin',
    'Trash',
  );
  return removed.length === 0 ? plan : { ...plan, steps: [...plan.steps, { kind: 'expunge', targets: removed }] };
};

const planFolder = (
  view: View,
  command: Extract<Command, { kind: 'createFolder' | 'renameFolder' | 'deleteFolder' | 'subscribe' }>,
): Result<Plan, Failure> => {
  const just = (step: Step, made: readonly FolderFacts[] = []) => succeed({ steps: [step], source: undefined, made });
  const { path } = command;
  if (command.kind === 'createFolder') {
    if (view.folderOf(path) !== undefined) return fail({ code: 'alreadyExists' });
    return just({ kind: 'createFolder', path }, [newFolder(view, path, 'none')]);
  }
  if (view.folderOf(path) === undefined) return missing;
  if (command.kind === 'subscribe') return just({ ...command });
  // RENAME of INBOX would move its messages and leave it there (RFC 9051 section 6.3.6); DELETE of it is an error.
  if (path.toUpperCase() === 'INBOX') return fail({ code: 'invalidInput' });
  if (command.kind === 'deleteFolder') return just({ kind: 'deleteFolder', path, onlyEmpty: false });
  return view.folderOf(command.to) === undefined ? just({ ...command }) : fail({ code: 'alreadyExists' });
};

const shown = (row: StoredRow, flags: readonly string[]): string[] => {
  const has = new Set(row.flags.map((flag) => flag.toLowerCase()));
  return flags.filter((flag) => has.has(flag.toLowerCase()));
};

/** Turns what a person wants into steps for the server, as things are shown at this moment. */
export const planCommand = (view: View, command: Command): Result<Plan, Failure> => {
  switch (command.kind) {
    case 'createFolder':
    case 'renameFolder':
    case 'deleteFolder':
    case 'subscribe':
      return planFolder(view, command);
    case 'append': {
      if (view.folderOf(command.to) === undefined) return missing;
      const { kind, to, flags, receivedAt, source } = command;
      const about = { messageId: messageIdOf(source), size: source.length };
      const step: Step = { kind, to, flags, ...about, ...(receivedAt === undefined ? {} : { receivedAt }) };
      return succeed({ steps: [step], source, made: [] });
    }
  }
  const rows = view.rows(command.ids);
  if (rows.length === 0) return missing;
  const plan = (steps: Step[]) => succeed({ steps, source: undefined, made: [] });
  switch (command.kind) {
    case 'flag': {
      const { add, remove } = command;
      if (add.length + remove.length === 0 || add.some((flag) => remove.includes(flag))) {
        return fail({ code: 'invalidInput' });
      }
      const named = [...add, ...remove];
      const changes = rows.map((row) => ({ target: targetOf(row), add, remove, had: shown(row, named) }));
      return plan([{ kind: 'flag', changes }]);
    }
    case 'move':
      return view.folderOf(command.to) === undefined ? missing : plan(planMove(view, rows, command.to));
    case 'copy': {
      const { to } = command;
      if (view.folderOf(to) === undefined) return missing;
      return plan([{ kind: 'copy', targets: rows.map(targetOf), to, copies: [] }]);
    }
    case 'delete':
      return succeed(planDelete(view, rows));
    case 'archive':
      return succeed(planIntoRole(view, rows, 'archive', 'Archive'));
  }
};
