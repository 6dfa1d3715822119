import type { CommandSpec } from '../command.js';
import { tableOf } from '../terminal/table.js';

interface Measure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

interface Report {
  readonly model: string;
  readonly version?: string;
  readonly serving: string;
  readonly judged?: { readonly n: number; readonly least: number };
  readonly performance?: Readonly<Record<string, unknown>>;
  readonly drift?: {
    readonly scores: number;
    readonly inputs: readonly { readonly name: string; readonly drifted: boolean }[];
  };
  readonly estimate?: { readonly rocAuc: Measure };
  readonly raised: readonly string[];
  readonly actions: readonly {
    readonly at: string;
    readonly rule: string;
    readonly state: string;
    readonly action: string;
    readonly version: string;
    readonly status: string;
  }[];
}

const FIGURES = ['rocAuc', 'prAuc', 'brier', 'calibrationError', 'sensitivity', 'specificity'];

/** `mesh evaluation <model>` */
export const evaluation: CommandSpec = {
  usage: 'evaluation <model>',
  summary: 'Show how a model does on the outcomes of its scores, what has drifted, and what was done about it.',
  example: 'npx mesh evaluation heart-disease-risk',
  actsAs: 'dana-scientist',
  async run({ client, arguments: [model = ''] }) {
    const report = await client.json<Report>({ path: `/evaluation/models/${encodeURIComponent(model)}` });
    return { json: report, text: inWords(report) };
  },
};

function inWords({ model, version, serving, judged, performance, drift, estimate, raised, actions }: Report): string {
  const figures = FIGURES.flatMap((name) => {
    const measure = performance?.[name] as Measure | undefined;
    return measure === undefined ? [] : [rowOf(name, measure)];
  });
  if (estimate !== undefined) figures.push(rowOf('rocAuc (estimate)', estimate.rocAuc));
  const moved = (drift?.inputs ?? []).filter(({ drifted }) => drifted).map(({ name }) => name);
  return [
    `${model} version ${version ?? 'none'}, ${serving}; ${judged?.n ?? 0} outcomes known, ${judged?.least ?? 0} needed`,
    ...(figures.length > 0 ? [tableOf(['figure', 'value', '95 % interval', 'cases'], figures)] : []),
    drift === undefined
      ? 'drift: not enough scores yet'
      : `drift over ${drift.scores} scores: ${moved.join(', ') || 'none'}`,
    `rules set off: ${raised.join(', ') || 'none'}`,
    ...(actions.length > 0
      ? [
          tableOf(
            ['at', 'rule', 'state', 'action', 'version', 'status'],
            actions.map(({ at, rule, state, action, version: of, status }) => [at, rule, state, action, of, status]),
          ),
        ]
      : []),
  ].join('\n');
}

const rowOf = (name: string, { value, low, high, n }: Measure): readonly string[] => [
  name,
  value.toFixed(3),
  `${low.toFixed(3)} – ${high.toFixed(3)}`,
  String(n),
];
