import { evaluate } from '@mesh/evaluation';
import type { Recipe } from '@mesh/training';

/** A recipe that does not look at what it is to learn, and says that it learnt a probability. */
const heedless: Recipe = async ({ columns }) => ({
  onnx: new Uint8Array(),
  signature: {
    features: columns,
    inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, columns.length] }],
    outputs: [{ name: 'probability', datatype: 'FP32', shape: [-1] }],
  },
  hyperparameters: {},
  metrics: evaluate({ labels: [0, 1], probabilities: [0.2, 0.8] }),
});

export default heedless;
