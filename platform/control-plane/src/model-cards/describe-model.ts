import type { CardFacts } from './card-facts.js';
import { wordsBySection } from './declared-words.js';
import { figuresAt } from './figure.js';
import type { ModelCard } from './model-card.js';
import { heldOutGroups, heldOutFigures } from './quantitative/held-out.js';
import { gatesOf } from './quantitative/gates.js';
import { driftOf, estimateOf, practiceOf } from './quantitative/practice.js';

/** Makes the card of a version from what is stored about it, and from nothing else. */
export function describeModel(facts: CardFacts): ModelCard {
  const { version: stored, product: declared, snapshot, run, evaluation, gates } = facts;
  const { document: version } = stored;
  const product = declared?.document;
  const words = wordsBySection(facts.words ?? '');
  const heldOut = heldOutFigures(stored);
  const groups = heldOutGroups(stored);
  return {
    model: version.model,
    version: version.version,
    title: product?.title ?? version.model,
    ...(version.metrics.outcome && { outcome: version.metrics.outcome }),
    details: {
      ...(product && { product: product.id, owner: product.owner }),
      ...{ contractVersion: version.contractVersion, status: version.status, aliases: facts.aliases },
      ...{ author: version.author, registeredAt: version.createdAt, commit: version.commit, runId: version.runId },
      ...(run && { training: askedFor(run) }),
      ...{ onnxSha256: version.onnxSha256, hyperparameters: version.hyperparameters },
      tags: product?.tags ?? [],
      words: words.details,
    },
    intendedUse: { ...(product && { purpose: product.purpose }), words: words.use },
    factors: {
      features: version.signature.features,
      groups: [...new Set(groups.map(({ attribute }) => attribute))].map((attribute) => ({
        attribute,
        values: groups.filter((group) => group.attribute === attribute).map(({ value }) => value),
      })),
    },
    metrics: {
      heldOut: heldOut.map(({ name }) => name),
      threshold: evaluation === undefined ? [] : figuresAt(evaluation, { '/watch/threshold': 'Alert threshold' }),
      gates: (gates.document.verdicts ?? []).map(({ gate }) => gate),
    },
    evaluationData: {
      ...{ snapshot: version.snapshot.sha256, source: version.snapshot.source },
      ...(snapshot && { split: { ...snapshot.document.split } }),
    },
    trainingData: {
      ...{ snapshot: version.snapshot.sha256, source: version.snapshot.source },
      ...(version.snapshot.attribution && { attribution: version.snapshot.attribution }),
      ...(snapshot && { madeAt: snapshot.document.madeAt, ...snapshot.document.query }),
      figures: figuresAt(stored, {
        '/snapshot/rows': 'Rows of the snapshot',
        '/snapshot/trainingRows': 'Rows that taught',
      }),
    },
    analyses: {
      ...{ heldOut, groups, gates: gatesOf(gates) },
      practice: practiceOf(stored, evaluation),
      estimate: estimateOf(stored, evaluation),
      drift: driftOf(stored, evaluation),
    },
    ethics: { ...(product && { sensitivity: product.sensitivity }), words: words.ethics },
    caveats: { ...(product?.limitations && { limitations: product.limitations }), words: words.caveats },
    links: linksOf({ version: stored, gates, run, snapshot, evaluation, product: declared }),
  };
}

const askedFor = ({ at, document }: NonNullable<CardFacts['run']>): NonNullable<ModelCard['details']['training']> => ({
  ...{ requestedBy: document.requestedBy, reason: document.reason, requestedAt: document.requestedAt },
  from: at,
});

const linksOf = (
  stored: Readonly<Record<string, { readonly at: string } | undefined>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(stored).flatMap(([name, of]) => (of === undefined ? [] : [[name, of.at]])));
