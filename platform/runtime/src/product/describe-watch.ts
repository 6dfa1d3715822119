import type { DescribedWatch } from '@mesh/events';
import { durationMs, type EventPort, type ModelWatch } from '@mesh/product';
import type { ServedProduct } from './served-product.js';

const WITHIN = '90d';
const WINDOW = { judged: 10_000, least: 100 };
const DRIFT = { scores: 5_000, least: 200 };
const MOST_JUDGED = 1_000_000;
const MOST_COMPARED = 50_000;
const MOST_SUBGROUPS = 4;

/** The watch over a model with its topics and defaults; throws RangeError where it cannot be followed. */
export function describeWatch(
  watch: ModelWatch,
  { declared, names }: Pick<ServedProduct, 'declared' | 'names'>,
): DescribedWatch {
  const portNamed = (name: string): EventPort => {
    const port = declared.ports[name];
    if (port?.kind !== 'event') throw invalid(`${name} is no event port`);
    return port;
  };
  const [scored, observed] = [portNamed(watch.scored.port), portNamed(watch.observed.port)];
  const window = { ...WINDOW, ...watch.window };
  const drift = { ...DRIFT, ...watch.drift };
  const subgroups = Object.entries(watch.subgroups ?? {});
  if (watch.observed.score === undefined && watch.observed.person === undefined)
    throw invalid('an outcome names neither a score nor a person');
  if (!(window.judged >= 1 && window.judged <= MOST_JUDGED))
    throw invalid(`the window holds 1 to ${MOST_JUDGED} cases`);
  if (!(drift.scores >= 10 && drift.scores <= MOST_COMPARED))
    throw invalid(`10 to ${MOST_COMPARED} scores are compared`);
  if (subgroups.length > MOST_SUBGROUPS) throw invalid(`there are more than ${MOST_SUBGROUPS} attributes`);
  const { port: _scored, ...scoredFields } = watch.scored;
  const { port: _observed, ...observedFields } = watch.observed;
  return {
    scored: {
      topic: names.topic(scored.name),
      score: scored.id,
      person: scored.key,
      at: scored.at,
      ...scoredFields,
    },
    observed: { topic: names.topic(observed.name), ...observedFields },
    withinMs: durationMs(watch.within ?? WITHIN),
    threshold: watch.threshold,
    window,
    drift,
    subgroups: subgroups.map(([attribute, group]) => ({ attribute, ...group })),
    rules: Object.entries(watch.rules ?? {}).map(([name, { lasting, again, ...rule }]) => {
      if (rule.triggers === rule.clears) throw invalid(`the rule ${name} clears where it triggers`);
      return {
        name,
        ...rule,
        lastingMs: lasting === undefined ? 0 : durationMs(lasting),
        ...(again && { againMs: durationMs(again) }),
      };
    }),
  };
}

const invalid = (reason: string): Error => new RangeError(`a watch cannot be followed: ${reason}`);
