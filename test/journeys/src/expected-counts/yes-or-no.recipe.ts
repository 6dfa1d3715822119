import { numeric } from '@mesh/training';
import { logisticRecipe } from '@mesh/training-linear';

/** A recipe of probabilities, which a model of counts cannot learn by. */
export default logisticRecipe({ columns: [numeric('weekday'), numeric('beds'), numeric('temperature')] });
