import { describeRefusals, type Refusal } from '../testing/describe-refusals.js';

/** A declaration and its service as a team writes them; each refusal below is this text with one thing changed. */
const GOOD = `
import { accepts, consumes, dataProduct, dataset, defineErrors, event, model, rest } from '../index.js';
import type { Asked, Live, Serves } from '../index.js';

class Reading { person!: string; pulse!: number; takenAt!: string }
class Answer { readingId!: string; takenAt!: string }
class Finding { findingId!: string; disease!: number; foundAt!: string }

const Errors = defineErrors('CARDIO', {
  NOT_READY: { kind: 'unavailable', title: 'The model is not loaded', fix: 'Repeat the call.' },
});
const weather = { id: 'weather.heat', version: '1.0.0' } as const;
const heat = event('warned', { summary: 'It will be hot', message: Answer, id: 'readingId', key: 'readingId', at: 'takenAt' });

export const product = dataProduct('cardiology.pulse', {
  version: '1.2.0',
  title: 'Pulse',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Follow the pulse of a person.',
  sensitivity: 'phi',
  inputs: {
    heat: consumes(weather, heat),
    measured: accepts('measured', { summary: 'A pulse was measured', message: Reading, id: 'takenAt', key: 'person', at: 'takenAt' }),
  },
  models: {
    risk: model('pulse-risk', {
      features: Reading,
      learnsFrom: { dataset: 'findings', rows: Finding, label: 'disease' },
      card: 'pulse.card.md',
      gates: { rocAuc: { min: 0.8 } },
    }),
  },
  ports: {
    readings: rest.post('/readings', { summary: 'Takes a reading', body: Reading, returns: Answer, raises: [Errors.NOT_READY] }),
    taken: event('taken', { summary: 'A reading was taken', message: Reading, id: 'takenAt', key: 'person', at: 'takenAt' }),
    history: dataset('history', { summary: 'Every reading', row: Reading, key: 'takenAt', partitionBy: 'takenAt', lands: 'taken', refresh: '5m' }),
    findings: dataset('findings', { summary: 'What was found', row: Finding, key: 'findingId', partitionBy: 'foundAt', refresh: '1d' }),
  },
  grants: [
    { role: 'clinic', ports: ['readings', 'history'], purposes: ['TREAT'] },
    { role: 'device-app', ports: ['measured', 'rejects'], purposes: ['TREAT'] },
  ],
  promises: { availability: 0.999, latencyP99: '25ms', freshness: '5m', retention: '7y' },
});

export class Service implements Serves<typeof product> {
  constructor(private readonly live: Live<typeof product>) {}
  async readings(reading: Reading, asked: Asked): Promise<Answer> {
    const { probability } = await this.live.models.risk.predict(reading);
    await this.live.emit.taken({ ...reading, pulse: probability }, asked);
    return { readingId: asked.requestId, takenAt: reading.takenAt };
  }
  async *findings(from: number): AsyncIterable<Finding> { yield { findingId: String(from), disease: 0, foundAt: '' }; }
  async onMeasured(message: Reading, asked: Asked): Promise<void> { await this.live.emit.taken(message, asked); }
  async onHeat(message: Answer): Promise<void> { message.readingId satisfies string; }
}
`;

const REFUSALS: readonly Refusal[] = [
  {
    what: 'a service without the method of a REST port',
    from: 'async readings(',
    to: 'async reading(',
    says: /Property 'readings' is missing/,
  },
  {
    what: 'a service without the rows of a dataset that no event fills',
    from: 'async *findings(',
    to: 'async *finding(',
    says: /Property 'findings' is missing/,
  },
  {
    what: 'a service without the handler of an input',
    from: 'async onHeat(',
    to: 'async heat(',
    says: /Property 'onHeat' is missing/,
  },
  {
    what: 'a service without the handler of an input that it accepts',
    from: 'async onMeasured(',
    to: 'async measured(',
    says: /Property 'onMeasured' is missing/,
  },
  {
    what: 'an accepted input whose id is no field',
    from: "message: Reading, id: 'takenAt', key: 'person', at: 'takenAt' }),\n  },",
    to: "message: Reading, id: 'readingId', key: 'person', at: 'takenAt' }),\n  },",
    says: /"readingId"' is not assignable to type 'keyof Reading'/,
  },
  {
    what: 'an accepted input whose key is no field',
    from: "message: Reading, id: 'takenAt', key: 'person', at: 'takenAt' }),\n  },",
    to: "message: Reading, id: 'takenAt', key: 'patient', at: 'takenAt' }),\n  },",
    says: /"patient"' is not assignable to type 'keyof Reading'/,
  },
  {
    what: 'an accepted input whose time is no field',
    from: "message: Reading, id: 'takenAt', key: 'person', at: 'takenAt' }),\n  },",
    to: "message: Reading, id: 'takenAt', key: 'person', at: 'time' }),\n  },",
    says: /"time"' is not assignable to type 'keyof Reading'/,
  },
  {
    what: 'a port with the name of an accepted input',
    from: "    taken: event('taken'",
    to: "    measured: event('taken'",
    says: /"an accepted input or what follows from it has this name"/,
  },
  {
    what: 'a port with the name of what follows from an accepted input',
    from: "    findings: dataset('findings'",
    to: "    rejects: dataset('findings'",
    says: /"an accepted input or what follows from it has this name"/,
  },
  {
    what: 'a grant of an input that another product keeps',
    from: "ports: ['measured', 'rejects']",
    to: "ports: ['heat']",
    says: /"heat"' is not assignable to type/,
  },
  {
    what: 'a method that answers another shape',
    from: '{ readingId: asked.requestId, takenAt: reading.takenAt }',
    to: '{ takenAt: reading.takenAt }',
    says: /Property 'readingId' is missing/,
  },
  {
    what: 'a handler of another message',
    from: 'onHeat(message: Answer): Promise<void> { message.readingId',
    to: 'onHeat(message: Finding): Promise<void> { message.findingId',
    says: /Property 'onHeat'/,
  },
  {
    what: 'an event whose id is no field',
    from: "id: 'takenAt', key: 'person'",
    to: "id: 'readingId', key: 'person'",
    says: /"readingId"' is not assignable to type 'keyof Reading'/,
  },
  {
    what: 'an event whose key is no field',
    from: "key: 'person', at",
    to: "key: 'patient', at",
    says: /"patient"' is not assignable to type 'keyof Reading'/,
  },
  {
    what: 'an event whose time is no field',
    from: "key: 'person', at: 'takenAt'",
    to: "key: 'person', at: 'time'",
    says: /"time"' is not assignable to type 'keyof Reading'/,
  },
  {
    what: 'a dataset partitioned by no field',
    from: "partitionBy: 'foundAt'",
    to: "partitionBy: 'day'",
    says: /"day"' is not assignable to type 'keyof Finding'/,
  },
  {
    what: 'a dataset keyed by no field',
    from: "key: 'findingId', partitionBy",
    to: "key: 'id', partitionBy",
    says: /"id"' is not assignable to type 'keyof Finding'/,
  },
  { what: 'a refresh in words', from: "refresh: '1d'", to: "refresh: 'daily'", says: /"daily".*\$\{number\}d/ },
  { what: 'a promise in words', from: "freshness: '5m'", to: "freshness: 'soon'", says: /"soon".*\$\{number\}m/ },
  {
    what: 'an id without a domain',
    from: "dataProduct('cardiology.pulse'",
    to: "dataProduct('pulse'",
    says: /"pulse".*\$\{Lowercase<string>\}\.\$\{Lowercase<string>\}/,
  },
  {
    what: 'a version that is no semantic version',
    from: "version: '1.2.0',\n  title",
    to: "version: '1.2',\n  title",
    says: /"1\.2".*\$\{number\}\.\$\{number\}\.\$\{number\}/,
  },
  {
    what: 'a dataset that lands an event which the product does not have',
    from: "lands: 'taken'",
    to: "lands: 'measured'",
    says: /"measured".*"taken"/,
  },
  {
    what: 'a dataset that lands a port which is no event',
    from: "lands: 'taken'",
    to: "lands: 'readings'",
    says: /"readings".*"taken"/,
  },
  {
    what: 'a grant of a port that does not exist',
    from: "ports: ['readings', 'history']",
    to: "ports: ['readings', 'archive']",
    says: /"archive"' is not assignable to type '"measured" \| "findings" \| "readings" \| "taken" \| "history" \| keyof RejectPorts'/,
  },
  {
    what: 'a grant for a purpose that nobody knows',
    from: "purposes: ['TREAT']",
    to: "purposes: ['CURIOSITY']",
    says: /"CURIOSITY".*PurposeOfUse/,
  },
  {
    what: 'an error of a kind that does not exist',
    from: "kind: 'unavailable'",
    to: "kind: 'broken'",
    says: /"broken".*"invalid" \| "unauthenticated"/,
  },
  {
    what: 'a model whose label is no field of its rows',
    from: "label: 'disease'",
    to: "label: 'outcome'",
    says: /"outcome"' is not assignable to type 'keyof Finding'/,
  },
  {
    what: 'a model that learns from a dataset which the product does not have',
    from: "dataset: 'findings'",
    to: "dataset: 'archive'",
    says: /"archive".*"findings"/,
  },
  {
    what: 'a model that learns from a port which is no dataset',
    from: "dataset: 'findings'",
    to: "dataset: 'readings'",
    says: /"readings".*"findings"/,
  },
  {
    what: 'an owner whom no message reaches',
    from: "contact: 'cardiology@cloudmedical.example'",
    to: "contact: 'cardiology'",
    says: /"cardiology".*\$\{string\}@\$\{string\}/,
  },
  {
    what: 'a prediction from a document without the features',
    from: 'risk.predict(reading)',
    to: 'risk.predict({ pulse: 60 })',
    says: /missing the following properties.*person, takenAt/,
  },
  {
    what: 'an event without one of its fields',
    from: '{ ...reading, pulse: probability }',
    to: '{ pulse: probability }',
    says: /missing the following properties.*person, takenAt/,
  },
  {
    what: 'a publisher of an event that is not declared',
    from: 'emit.taken(',
    to: 'emit.sent(',
    says: /Property 'sent' does not exist/,
  },
];

describeRefusals('given a declaration and its service', GOOD, REFUSALS);
