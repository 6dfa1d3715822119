import { Inject, Injectable } from '@nestjs/common';
import { parse } from 'yaml';

import { MAX_ARTIFACT_BYTES } from '@mesh/models-service';

import { ArtifactFiles } from '../artifacts/artifact-files.js';
import { pathOfUri } from '../artifacts/artifact-path.js';
import { Refused } from './refused.js';

const MOST_BYTES_OF_A_NOTE = 1_000_000;

interface Note {
  readonly flavors?: { readonly onnx?: { readonly data?: unknown } };
  readonly signature?: { readonly inputs?: unknown };
}

/** Finds the ONNX among the files that a client stored for a model. What other flavours stored, pickles above all, is never read. */
@Injectable()
export class OnnxOfVersion {
  constructor(@Inject(ArtifactFiles) private readonly files: ArtifactFiles) {}

  /** The bytes of the model; throws Refused. */
  async read(uri: string, features: readonly string[]): Promise<Uint8Array> {
    const folder = pathOfUri(uri);
    if (folder === undefined)
      throw new Refused('its files do not lie in the mesh: log it with the mesh as tracking server');
    const text = await this.files.bytes(`${folder}/MLmodel`, MOST_BYTES_OF_A_NOTE);
    if (text === undefined) throw new Refused('there is no file MLmodel: log it with mlflow.onnx.log_model');
    const note = noteOf(text);
    const data = note.flavors?.onnx?.data;
    if (typeof data !== 'string' || !/^[\w.-]+(\/[\w.-]+)*$/.test(data) || data.includes('..'))
      throw new Refused('it has no ONNX flavor, and only ONNX is deployable: log it with mlflow.onnx.log_model');
    checkNames(note.signature?.inputs, features);
    const onnx = await this.files.bytes(`${folder}/${data}`, MAX_ARTIFACT_BYTES);
    if (onnx === undefined) throw new Refused('the ONNX file that MLmodel names is missing or larger than 64 MiB');
    return onnx;
  }
}

function noteOf(bytes: Uint8Array): Note {
  try {
    const note: unknown = parse(Buffer.from(bytes).toString('utf8'));
    if (typeof note === 'object' && note !== null) return note;
  } catch {
    // The parser quotes the file; what matters is that it cannot be read.
  }
  throw new Refused('its file MLmodel is not readable YAML');
}

/** A signature of MLflow that names columns must name the features of the contract, in their order. */
function checkNames(inputs: unknown, features: readonly string[]): void {
  if (typeof inputs !== 'string') return;
  let columns: readonly { readonly name?: unknown }[];
  try {
    columns = JSON.parse(inputs) as typeof columns;
  } catch {
    throw new Refused('the signature in its file MLmodel is not readable');
  }
  const isNamed = Array.isArray(columns) && columns.length > 1 && columns.every(({ name }) => typeof name === 'string');
  if (isNamed && columns.map(({ name }) => name).join() !== features.join())
    throw new Refused(
      `its signature names other columns than the contract, which wants ${features.join(', ')} in this order`,
    );
}
