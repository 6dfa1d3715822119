import { numeric } from '@mesh/training';
import { logisticRecipe } from '@mesh/training-linear';

/** The recipe of each model: what the platform offers a domain, cross-validation included. */
export default logisticRecipe({
  columns: ['age', 'pulse', 'pressure', 'oxygen', 'weight', 'sugar'].map((name) => numeric(name)),
  subgroups: [],
});
