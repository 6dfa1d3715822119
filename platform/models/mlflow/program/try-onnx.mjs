// Tries one ONNX model in a process of its own: reads it, checks what it takes and gives, and scores rows with it.
// In: { onnx, width, outcome, rows }. Out: { input, output, answers } or { refused: why }.
import { InferenceSession, Tensor } from 'onnxruntime-node';

const CHUNK_ROWS = 1_024;
const LONGEST_REASON = 400;
/** The output of a model of counts, as COUNT_OUTPUT of @mesh/models. */
const COUNT = 'count';

class Refused extends Error {}

process.once('message', (order) => {
  judge(order)
    .catch((error) => ({ refused: error instanceof Refused ? error.message : 'it cannot be run' }))
    .then((verdict) => process.send(verdict));
});

async function judge({ onnx, width, outcome, rows }) {
  const session = await sessionOf(onnx);
  const input = inputOf(session, width);
  const output = outputOf(session, outcome);
  const model = { session, input, output, width, outcome };
  // A column that was not measured comes as NaN, in any row.
  await score(model, new Float32Array(width).fill(NaN), 'a row in which nothing was measured');
  await score(model, new Float32Array(2 * width), 'two rows of zeros');
  const count = rows.length / width;
  const answers = new Float32Array(count);
  for (let start = 0; start < count; start += CHUNK_ROWS) {
    const end = Math.min(count, start + CHUNK_ROWS);
    answers.set(await score(model, rows.slice(start * width, end * width), 'the held-out rows'), start);
  }
  return { input, output, answers };
}

async function sessionOf(onnx) {
  const settings = { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', logSeverityLevel: 4 };
  try {
    return await InferenceSession.create(onnx, settings);
  } catch (error) {
    const said = String(error.message).replaceAll(/\s+/g, ' ').slice(0, LONGEST_REASON);
    throw new Refused(`ONNX Runtime does not load it (${said})`);
  }
}

function inputOf({ inputMetadata }, width) {
  const [input, ...others] = inputMetadata;
  const wanted = `one input, a matrix of 32-bit floats with ${width} columns`;
  if (input === undefined || others.length > 0)
    throw new Refused(`it has ${inputMetadata.length} inputs and the contract wants ${wanted}`);
  if (!input.isTensor || input.type !== 'float32' || input.shape.length !== 2)
    throw new Refused(`its input is ${shown(input)} and the contract wants ${wanted}`);
  if (typeof input.shape[1] === 'number' && input.shape[1] > 0 && input.shape[1] !== width)
    throw new Refused(`its input has ${input.shape[1]} columns and the contract wants ${wanted}`);
  if (typeof input.shape[0] === 'number' && input.shape[0] > 0)
    throw new Refused(`its input takes ${input.shape[0]} rows at a time and the contract wants any number of them`);
  return { name: input.name, width };
}

function outputOf({ outputMetadata }, outcome) {
  const isAnswer = ({ isTensor, type, shape }) =>
    isTensor && type === 'float32' && (shape.length === 1 || (shape.length === 2 && shape[1] === 1));
  const [output, ...others] = outputMetadata.filter(isAnswer);
  if (output === undefined || others.length > 0)
    throw new Refused(
      `its outputs are ${outputMetadata.map(shown).join(', ')} and the contract wants exactly one 32-bit float a row, the ${outcome}`,
    );
  // One number a row says nothing of what it is: its name does.
  if (outcome === 'count' && (output.name !== COUNT || outputMetadata.length > 1))
    throw new Refused(
      `its outputs are named ${outputMetadata.map(({ name }) => name).join(', ')} and the contract wants one of the name ${COUNT}`,
    );
  if (outcome !== 'count' && output.name === COUNT)
    throw new Refused(`its output is named ${COUNT} and the contract wants a probability`);
  return { name: output.name, rank: output.shape.length };
}

const shown = ({ isTensor, type, shape }) =>
  isTensor
    ? `${type}[${shape.map((size) => (typeof size === 'number' && size > 0 ? size : '?')).join('×')}]`
    : 'no tensor';

async function score({ session, input, output, width, outcome }, values, what) {
  const rows = values.length / width;
  let answers;
  try {
    const given = { [input.name]: new Tensor('float32', values, [rows, width]) };
    answers = (await session.run(given, [output.name]))[output.name].data;
  } catch (error) {
    const said = String(error.message).replaceAll(/\s+/g, ' ').slice(0, LONGEST_REASON);
    throw new Refused(`it cannot score ${what} (${said})`);
  }
  if (answers.length !== rows) throw new Refused(`it gives ${answers.length} numbers for ${rows} rows`);
  if (outcome === 'count' && !answers.every((answer) => answer >= 0 && answer < Infinity))
    throw new Refused(`it gives no finite count from 0 for ${what}`);
  if (outcome !== 'count' && !answers.every((answer) => answer >= 0 && answer <= 1))
    throw new Refused(`it gives no probability from 0 to 1 for ${what}`);
  return answers;
}
