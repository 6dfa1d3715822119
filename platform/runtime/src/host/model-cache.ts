import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelVersion } from '@mesh/models';

/** The serving version of each model on local disk, so that a service scores while the control plane is away. */
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
