import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseErrors } from '../errors.js';

/** As whom PostgreSQL runs, because it refuses root: as we are, as `nobody`, or as `nobody` of a user namespace. */
export interface Account {
  /** Given to spawn; absent when the process keeps our own. */
  readonly ids: { readonly uid: number; readonly gid: number } | undefined;
  /** Put before the command. */
  readonly wrapper: readonly string[];
}

const OURSELVES: Account = { ids: undefined, wrapper: [] };
const OTHERS_MAY_ENTER = 0o001;

/** Chooses the account that can enter all of `folders`. */
export function chooseAccount(folders: readonly string[]): Account {
  if (process.getuid?.() !== 0) return OURSELVES;
  const nobody = idsOfNobody();
  const closed = folders.map((folder) => firstClosed(folder, nobody.uid)).find((folder) => folder !== undefined);
  if (closed === undefined) return { ids: nobody, wrapper: [] };
  // In a user namespace root keeps its place as owner of the files, but is seen as somebody else.
  const wrapper = ['unshare', '--user', `--map-user=${nobody.uid}`];
  if (spawnSync('unshare', [...wrapper.slice(1), 'true']).status === 0) return { ids: undefined, wrapper };
  throw DatabaseErrors.FOLDER_CLOSED({ folder: closed });
}

/** Makes a folder and all in it the account's own; does nothing when the folder is already. */
export function giveTo(account: Account, folder: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = account.ids ?? { uid: 0, gid: 0 };
  if (lstatSync(folder).uid === uid) return;
  // The folder itself goes last: while it is not given, all of it is done again.
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    chownSync(join(folder, entry), uid, gid);
  chownSync(folder, uid, gid);
}

function idsOfNobody(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = (line ?? 'nobody::65534:65534').split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

function firstClosed(folder: string, uid: number): string | undefined {
  const path = realpathSync(folder);
  const above = dirname(path) === path ? undefined : firstClosed(dirname(path), uid);
  if (above !== undefined) return above;
  const stat = statSync(path);
  return stat.uid === uid || (stat.mode & OTHERS_MAY_ENTER) !== 0 ? undefined : path;
}
