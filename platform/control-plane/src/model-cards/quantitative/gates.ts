import type { GateStanding } from '@mesh/models-service';

import { figuresAt, step, type Stored } from '../figure.js';
import type { CardGates, NotMeasured } from '../model-card.js';

/** What the gates of the product said of the version, and who overrode them. */
export function gatesOf(standing: Stored<GateStanding>): CardGates | NotMeasured {
  const { verdicts, mayServe, overrides } = standing.document;
  if (verdicts === undefined) return { measured: false, because: 'No gate was asked of this version.', figures: [] };
  return {
    measured: true,
    mayServe,
    verdicts: verdicts.map(({ gate, passed, reason, figures }, nth) => {
      const place = `/verdicts/${nth}`;
      const names = Object.keys(figures).map((name) => [`${place}/figures/${step(name)}`, name]);
      return {
        ...{ gate, passed, reason },
        figures: figuresAt(standing, Object.fromEntries(names)),
        from: `${standing.at}#${place}`,
      };
    }),
    overrides,
  };
}
