import { randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, opendir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { Inject, Injectable } from '@nestjs/common';

import { invalid, MlflowErrors, missing } from '../mlflow.errors.js';
import { MlflowSettings } from '../mlflow-settings.js';

/** A file or a folder in a list, as MLflow's message has it. */
export interface ListedFile {
  /** Its name within the folder. */
  readonly path: string;
  readonly is_dir: boolean;
  readonly file_size?: number;
}

/** No file that is named so is ever shown: it is being written. */
const UNFINISHED = '.tmp~';
const MOST_LISTED = 10_000;

/** The files of runs and models below one folder, written whole or not at all and durable when that is answered; paths are checked. */
@Injectable()
export class ArtifactFiles {
  private readonly root: string;

  constructor(@Inject(MlflowSettings) private readonly settings: MlflowSettings) {
    this.root = join(settings.home, 'mlflow', 'artifacts');
  }

  /** Writes chunks as they come, so that a file of any length costs the memory of one of them. */
  async write(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    const target = this.place(path);
    await this.makeFolders(dirname(target));
    const unfinished = `${target}.${randomUUID()}${UNFINISHED}`;
    try {
      const file = await open(unfinished, 'wx', 0o600);
      try {
        let written = 0;
        for await (const chunk of chunks) {
          written += chunk.byteLength;
          if (written > this.settings.maxArtifactBytes) throw tooLarge(this.settings.maxArtifactBytes);
          await file.writeFile(chunk);
        }
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, target);
    } catch (failure) {
      await rm(unfinished, { force: true });
      if (['EISDIR', 'ENOTEMPTY', 'ENOTDIR'].includes(codeOf(failure)))
        throw invalid('There is a folder of this name.');
      throw failure;
    }
    await synced(dirname(target));
  }

  /** A file to be read as a stream; raises RESOURCE_DOES_NOT_EXIST. */
  async read(path: string): Promise<{ readonly stream: ReadStream; readonly bytes: number }> {
    const place = this.place(path);
    const found = await statOf(place);
    if (found === undefined || !found.isFile()) throw missing('There is no artifact of this path.');
    return { stream: createReadStream(place), bytes: found.size };
  }

  /** A small file whole; undefined where it is missing or larger than `most`. */
  async bytes(path: string, most: number): Promise<Uint8Array | undefined> {
    const found = await statOf(this.place(path));
    if (found === undefined || !found.isFile() || found.size > most) return undefined;
    return readFile(this.place(path));
  }

  /** What is in a folder, in the order of names; nothing where there is none. */
  async list(path: string): Promise<ListedFile[]> {
    const place = this.place(path);
    const found = await statOf(place);
    if (found === undefined || !found.isDirectory()) return [];
    const files: ListedFile[] = [];
    for await (const entry of await opendir(place)) {
      if (entry.name.endsWith(UNFINISHED)) continue;
      if (files.length === MOST_LISTED) throw invalid(`The folder has more than ${MOST_LISTED} entries.`);
      if (entry.isDirectory()) files.push({ path: entry.name, is_dir: true });
      else
        files.push({ path: entry.name, is_dir: false, file_size: (await statOf(join(place, entry.name)))?.size ?? 0 });
    }
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  async remove(path: string): Promise<void> {
    const place = this.place(path);
    if ((await statOf(place)) === undefined) throw missing('There is no artifact of this path.');
    await rm(place, { recursive: true });
    await synced(dirname(place));
  }

  private place(path: string): string {
    return join(this.root, ...path.split('/'));
  }

  /** Makes what is missing of a folder's way, each name durable before the next. */
  private async makeFolders(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true, mode: 0o700 }).catch((failure: unknown) => {
      if (['EEXIST', 'ENOTDIR'].includes(codeOf(failure))) throw invalid('A part of the path is a file.');
      throw failure;
    });
    if (first === undefined) return;
    for (let made = folder; made.length >= first.length; made = dirname(made)) await synced(made);
    await synced(dirname(first));
  }
}

const codeOf = (failure: unknown): string => String((failure as NodeJS.ErrnoException).code);

const tooLarge = (most: number): Error =>
  MlflowErrors.BAD_REQUEST({ reason: `An artifact has at most ${most} bytes on this server.` });

async function statOf(place: string) {
  return stat(place).catch((failure: unknown) => {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(codeOf(failure))) return undefined;
    throw failure;
  });
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
