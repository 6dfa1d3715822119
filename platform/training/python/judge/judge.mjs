/**
 * Judges a model on rows that its recipe never saw, in a process of its own: a file from a recipe may be anything, also one
 * that ends its engine. Reads model.onnx, rows.f32 and question.json in its folder; writes judgement.json.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { evaluate, evaluateCounts } from '@mesh/evaluation';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const CHUNK_ROWS = 1_024;

class Broken extends Error {}

const { width, outcome, labels, subgroups } = JSON.parse(readFileSync('question.json', 'utf8'));
const bytes = readFileSync('rows.f32');
const rows = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));

async function opened() {
  try {
    return await InferenceSession.create(readFileSync('model.onnx'), {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      logSeverityLevel: 4,
    });
  } catch (error) {
    throw new Broken(`ONNX Runtime cannot read it: ${error.message}`);
  }
}

function checkShape(session) {
  const [input] = session.inputMetadata;
  const fits = input?.isTensor && input.type === 'float32' && input.shape.length === 2;
  if (session.inputNames.length !== 1 || input.name !== 'features' || !fits)
    throw new Broken('its one input is to be "features", a matrix of 32-bit floats');
  if (typeof input.shape[1] === 'number' && input.shape[1] !== width)
    throw new Broken(`its input has ${input.shape[1]} columns, the snapshot ${width}`);
  if (!session.outputNames.includes(outcome)) throw new Broken(`it has no output "${outcome}"`);
}

// As `isAnswer` of @mesh/models, which would bring more along than it takes to judge.
const isAnswer = (value) => Number.isFinite(value) && value >= 0 && (outcome === 'count' || value <= 1);

async function answers(session, values) {
  const count = values.length / width;
  try {
    const { [outcome]: output } = await session.run({ features: new Tensor('float32', values, [count, width]) }, [
      outcome,
    ]);
    if (output.type !== 'float32' || output.data.length !== count)
      throw new Broken('it does not answer one float a row');
    if (!output.data.every(isAnswer)) throw new Broken(`it answers what is no ${outcome}`);
    return output.data;
  } catch (error) {
    throw error instanceof Broken ? error : new Broken(`it does not run: ${error.message}`);
  }
}

try {
  const session = await opened();
  checkShape(session);
  // A patient of whom nothing was measured is a row too.
  await answers(session, new Float32Array(width).fill(NaN));
  const predicted = new Float32Array(labels.length);
  for (let at = 0; at < labels.length; at += CHUNK_ROWS) {
    predicted.set(await answers(session, rows.slice(at * width, (at + CHUNK_ROWS) * width)), at);
  }
  const metrics =
    outcome === 'count'
      ? evaluateCounts({ observed: labels, expected: predicted, subgroups })
      : evaluate({ labels, probabilities: predicted, subgroups });
  writeFileSync('judgement.json', JSON.stringify({ metrics, predicted: [...predicted] }));
} catch (error) {
  if (!(error instanceof Broken)) throw error;
  writeFileSync('judgement.json', JSON.stringify({ broken: error.message.slice(0, 400) }));
}
