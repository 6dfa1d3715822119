import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelVersion } from '@mesh/models';

/**
 * The serving version of each model on local disk, so that a service scores while the control plane is away: one file of a
 * model, those of earlier versions go as it is replaced.
 */
export class ModelCache {
  constructor(private readonly folder: string) {}

  async load(model: string): Promise<{ version: ModelVersion; onnx: Uint8Array } | undefined> {
    try {
      const version = JSON.parse(await readFile(this.path(model, 'json'), 'utf8')) as ModelVersion;
      return { version, onnx: await readFile(this.path(model, `${version.onnxSha256}.onnx`)) };
    } catch {
      // Absent or torn: the registry has it.
      return undefined;
    }
  }

  async keep(version: ModelVersion, onnx: Uint8Array): Promise<void> {
    await mkdir(join(this.folder, 'models'), { recursive: true, mode: 0o700 });
    await replace(this.path(version.model, `${version.onnxSha256}.onnx`), onnx);
    await replace(this.path(version.model, 'json'), JSON.stringify(version));
    await this.dropOthers(version);
  }

  /** After the description names the new file: a crash in between leaves a file too many, which the next version takes along. */
  private async dropOthers({ model, onnxSha256 }: ModelVersion): Promise<void> {
    for (const name of await readdir(join(this.folder, 'models'))) {
      // A hash has no dots, so that a model whose name goes on after one keeps its own.
      const hash = name.startsWith(`${model}.`)
        ? /^([^.]+)\.onnx(?:\.tmp)?$/.exec(name.slice(model.length + 1))?.[1]
        : undefined;
      if (hash !== undefined && hash !== onnxSha256) await rm(join(this.folder, 'models', name), { force: true });
    }
  }

  private path(model: string, ending: string): string {
    return join(this.folder, 'models', `${model}.${ending}`);
  }
}

async function replace(path: string, content: Uint8Array | string): Promise<void> {
  const file = await open(`${path}.tmp`, 'w', 0o600);
  await file.writeFile(content);
  await file.sync();
  await file.close();
  await rename(`${path}.tmp`, path);
}
