import { fork, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

import { Inject, Injectable } from '@nestjs/common';

import type { Signature } from '@mesh/models';
import type { Outcome } from '@mesh/product';

import { MlflowSettings } from '../mlflow-settings.js';
import { Refused } from './refused.js';

/** A model to be tried on rows × features values, row-major, NaN where not measured. */
export interface TrialOrder {
  readonly onnx: Uint8Array;
  readonly features: readonly string[];
  readonly outcome: Outcome;
  readonly rows: Float32Array;
}

/** What the model takes and gives, read from its graph, and what it answered each row. */
export interface Trial {
  readonly signature: Signature;
  readonly answers: Float32Array;
}

type Verdict =
  | { readonly refused: string }
  | {
      readonly input: { readonly name: string; readonly width: number };
      readonly output: { readonly name: string; readonly rank: number };
      readonly answers: Float32Array;
    };

/** Beside both `src` and `dist`: a process of its own needs a file that Node can run as it is. */
const PROGRAM = fileURLToPath(new URL('../../program/try-onnx.mjs', import.meta.url));

/**
 * Tries ONNX models in a process of their own, one after the other: a model is a program of somebody else's, which may
 * loop for ever or take the process down, and must not take the mesh with it.
 */
@Injectable()
export class OnnxJudge {
  private last: Promise<unknown> = Promise.resolve();

  constructor(@Inject(MlflowSettings) private readonly settings: MlflowSettings) {}

  /** Throws Refused with what is wrong with the model. */
  run(order: TrialOrder): Promise<Trial> {
    const trial = this.last.then(() => this.tryOnce(order));
    this.last = trial.catch(() => undefined);
    return trial;
  }

  private async tryOnce({ onnx, features, outcome, rows }: TrialOrder): Promise<Trial> {
    // No environment and a folder without files: nothing there that a model could read by name.
    const child = fork(PROGRAM, [], {
      execArgv: [],
      env: {},
      cwd: tmpdir(),
      serialization: 'advanced',
      stdio: 'ignore',
    });
    const verdict = await this.verdictOf(child, { onnx, width: features.length, outcome, rows });
    if ('refused' in verdict) throw new Refused(verdict.refused);
    const { input, output, answers } = verdict;
    return {
      answers,
      signature: {
        features,
        inputs: [{ name: input.name, datatype: 'FP32', shape: [-1, input.width] }],
        outputs: [{ name: output.name, datatype: 'FP32', shape: output.rank === 1 ? [-1] : [-1, 1] }],
      },
    };
  }

  private verdictOf(child: ChildProcess, order: object): Promise<Verdict> {
    const { judgingMs } = this.settings;
    return new Promise((resolve) => {
      const end = (verdict: Verdict): void => {
        clearTimeout(timer);
        resolve(verdict);
        child.kill('SIGKILL');
      };
      const timer = setTimeout(() => end({ refused: `it did not answer within ${judgingMs} ms` }), judgingMs);
      child.on('message', (message) => end(message as Verdict));
      child.on('error', () => end({ refused: 'it could not be tried' }));
      child.on('exit', () => end({ refused: 'it ended the process that tried it' }));
      child.send(order, (failure) => {
        if (failure) end({ refused: 'it could not be tried' });
      });
    });
  }
}
