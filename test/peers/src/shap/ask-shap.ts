import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

type Rows = readonly (readonly (number | null)[])[];

/** Models and rows to be explained. */
export interface Asked {
  readonly linear: { readonly onnx: string; readonly background: Rows; readonly rows: Rows };
  readonly kernel: { readonly onnx: string; readonly background: Rows; readonly rows: Rows };
  readonly tree: {
    readonly training: Rows;
    readonly labels: readonly number[];
    readonly background: Rows;
    readonly rows: Rows;
  };
}

/** What shap says: contributions for each row and feature, from the base on. */
export interface Explained {
  readonly base: number;
  readonly values: readonly (readonly number[])[];
}

/** What it answers; the trees come back as ONNX. */
export interface Answered {
  readonly linear: Explained;
  readonly kernel: Explained;
  readonly tree: {
    readonly onnx: string;
    readonly input: string;
    readonly output: string;
    /** By TreeExplainer. */
    readonly logOdds: Explained;
    /** By ExactExplainer. */
    readonly probability: Explained;
  };
}

/** Runs `explain.py` in a Python that has shap; throws with what it wrote when it fails. */
export function askShap(python: string, asked: Asked): Answered {
  const { status, stdout, stderr } = spawnSync(python, [fileURLToPath(new URL('explain.py', import.meta.url))], {
    input: JSON.stringify(asked),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 240_000,
  });
  if (status !== 0) throw new Error(`shap could not explain: ${stderr.slice(-2_000)}`);
  return JSON.parse(stdout.slice(stdout.indexOf('{'))) as Answered;
}
