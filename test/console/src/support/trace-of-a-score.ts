import { eventually } from '@mesh/testing';
import type { Visitor } from '../browser/visitor.js';

const FOLLOWED = { timeoutMs: 60_000, everyMs: 200 };

/** Opens the page of a score's trace; a score is traced once its event was followed, until then it is a 404. */
export async function opensTrace(visitor: Visitor, scoreId: string): Promise<void> {
  visitor.expects(404);
  await eventually(async () => {
    await visitor.goes(`/scores/${scoreId}`);
    return visitor.main.getByText('What answered').isVisible();
  }, FOLLOWED);
  await visitor.settles();
}
