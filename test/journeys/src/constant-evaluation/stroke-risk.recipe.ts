import { numeric } from '@mesh/training';
import { logisticRecipe } from '@mesh/training-linear';

/** A logistic regression over two quantities. */
export default logisticRecipe({ columns: [numeric('pressure'), numeric('pulse')] });
