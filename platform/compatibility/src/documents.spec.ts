import { parse, stringify } from 'yaml';
import { breaks } from './change.js';
import { compare } from './index.js';
import { basePlan, documentsOf } from './testing/plan.js';

// Changes that no declaration of today makes, but that a document may show.
type Json = any; // eslint-disable-line @typescript-eslint/no-explicit-any -- a document is edited where a reader would not look

interface Row {
  readonly change: string;
  readonly document: string;
  readonly edit: (document: Json) => void;
  readonly kind: string;
  readonly hurts: string;
  readonly deserves: string;
}

const scores = (document: Json): Json => document.paths['/scores'].post;
const history = (document: Json): Json => document.paths['/history'].get;
const answer = (document: Json): Json => scores(document).responses['200'];
const topic = (document: Json): Json => document.channels.scored.bindings.kafka;
const message = (document: Json): Json => document.components.messages.scored;
const asked = (document: Json, name: string): Json => history(document).parameters.find((p: Json) => p.name === name);
const lake = (document: Json): Json => document.servers.find((s: Json) => s.server === 'lake');
const cases = (document: Json): Json => document.schema.find((e: Json) => e.name === 'cases');
const promised = (document: Json, id: string): Json => document.slaProperties.find((s: Json) => s.id === id);
const query = (more: object): object => ({ name: 'mode', in: 'query', schema: { type: 'string' }, ...more });

const FINE = ['nobody', 'minor'] as const;
const READERS = ['readers', 'major'] as const;
const WRITERS = ['writers', 'major'] as const;
const BOTH = ['both', 'major'] as const;

const rowsIn =
  (document: string) =>
  (change: string, edit: Row['edit'], kind: string, hurts: string, deserves: string): Row => ({
    document,
    change,
    edit,
    kind,
    hurts,
    deserves,
  });
const http = rowsIn('openapi.json');
const topics = rowsIn('asyncapi.json');
const contract = rowsIn('contract.odcs.yaml');
const product = rowsIn('product.odps.yaml');

const TABLE: readonly Row[] = [
  http(
    'a parameter that may be left out is added',
    (d) => scores(d).parameters.push(query({})),
    'parameter-added',
    ...FINE,
  ),
  http(
    'a parameter that may not be left out is added',
    (d) => scores(d).parameters.push(query({ required: true })),
    'required-parameter-added',
    ...WRITERS,
  ),
  http(
    'a reader has to send a parameter',
    (d) => history(d).parameters.push(query({ required: true })),
    'required-parameter-added',
    ...READERS,
  ),
  http(
    'a parameter may not be left out any more',
    (d) => (asked(d, 'limit').required = true),
    'parameter-required',
    ...READERS,
  ),
  http('a parameter is gone', (d) => scores(d).parameters.pop(), 'parameter-removed', ...WRITERS),
  http('a parameter takes less', (d) => (asked(d, 'limit').schema.maximum = 10), 'upper-limit-tightened', ...READERS),
  http('a parameter takes more', (d) => (asked(d, 'limit').schema.maximum = 99_999), 'upper-limit-loosened', ...FINE),
  http(
    'a list in a parameter is written in another way',
    (d) => (asked(d, 'columns').explode = true),
    'parameter-form-changed',
    ...READERS,
  ),
  http('a body may be left out', (d) => (scores(d).requestBody.required = false), 'body-optional', ...FINE),
  http(
    'a body is taken in another form too',
    (d) => (scores(d).requestBody.content['application/cbor'] = {}),
    'media-type-added',
    ...FINE,
  ),
  http(
    'a body is not taken in a form any more',
    (d) => (scores(d).requestBody.content = { 'application/cbor': {} }),
    'media-type-removed',
    ...WRITERS,
  ),
  http(
    'an answer is not given in a form any more',
    (d) => delete history(d).responses['200'].content['text/csv'],
    'media-type-removed',
    ...READERS,
  ),
  http(
    'another success may be answered',
    (d) => (scores(d).responses['202'] = { description: 'Later.' }),
    'answer-added',
    ...READERS,
  ),
  http(
    'another error may be answered',
    (d) => (scores(d).responses['418'] = { description: 'No.' }),
    'error-status-added',
    ...FINE,
  ),
  http('an error is not answered any more', (d) => delete scores(d).responses['503'], 'error-status-removed', ...FINE),
  http('a header is gone', (d) => delete answer(d).headers['traceparent'], 'header-removed', ...READERS),
  http(
    'a header is added',
    (d) => (answer(d).headers['Age'] = { schema: { type: 'integer' } }),
    'header-added',
    ...FINE,
  ),
  http(
    'a header is written in another case',
    (d) => {
      answer(d).headers['TRACEPARENT'] = answer(d).headers['traceparent'];
      delete answer(d).headers['traceparent'];
    },
    '',
    '',
    '',
  ),
  http(
    'another way to be let in is asked for',
    (d) => (scores(d).security = [{ mutualTLS: [] }]),
    'security-tightened',
    ...BOTH,
  ),
  http(
    'another way to be let in is offered',
    (d) => (d.security = [...d.security, { mutualTLS: [] }]),
    'security-loosened',
    ...FINE,
  ),
  http(
    'callers prove who they are in another way',
    (d) => (d.components.securitySchemes.bearer.scheme = 'basic'),
    'security-scheme-changed',
    ...BOTH,
  ),
  http(
    'a client gets another name for the call',
    (d) => (scores(d).operationId = 'score'),
    'operation-renamed',
    ...FINE,
  ),
  http('the samples are gone', (d) => delete d.paths['/samples'], 'operation-removed', ...BOTH),
  http('the product is reached elsewhere', (d) => (d.servers[0].url = '/elsewhere/v1'), 'server-removed', ...BOTH),
  topics('a topic is divided in another way', (d) => (topic(d).partitions = 8), 'partitions-changed', ...READERS),
  topics(
    'a topic forgets in another way',
    (d) => (topic(d).topicConfiguration['cleanup.policy'] = ['compact']),
    'topic-cleanup-changed',
    ...READERS,
  ),
  topics(
    'messages are written in another form',
    (d) => (message(d).contentType = 'application/avro'),
    'content-type-changed',
    ...READERS,
  ),
  topics(
    'another message comes on the topic',
    (d) => (d.channels.scored.messages.rated = { $ref: '#/components/messages/scored' }),
    'message-added',
    ...READERS,
  ),
  topics(
    'a header of the messages is not sent any more',
    (d) => delete message(d).headers.properties.ce_traceparent,
    'field-removed',
    ...READERS,
  ),
  topics(
    'the key of the messages may be anything',
    (d) => delete message(d).bindings.kafka.key.type,
    'type-widened',
    ...READERS,
  ),
  topics('a binding that no rule speaks of', (d) => (topic(d).surprise = 1), 'undecided', ...READERS),
  contract('the lake is elsewhere', (d) => (lake(d).path = './other/{model}'), 'server-moved', ...READERS),
  contract('the lake is written in another form', (d) => (lake(d).format = 'csv'), 'server-format-changed', ...READERS),
  contract(
    'files lie in another folder',
    (d) =>
      (d.schema
        .find((e: Json) => e.name === 'cases')
        .customProperties.find((p: Json) => p.property === 'lakePath').value = 'x'),
    'lake-path-changed',
    ...READERS,
  ),
  contract(
    'a promise is given up',
    (d) => (d.slaProperties = d.slaProperties.filter((s: Json) => s.id !== 'retention')),
    'retention-withdrawn',
    ...BOTH,
  ),
  contract(
    'a promise is measured in another way',
    (d) => (promised(d, 'freshness').unit = 'moons'),
    'freshness-changed',
    ...BOTH,
  ),
  contract(
    'a rule is measured in another unit',
    (d) => (cases(d).quality[0].unit = 'percent'),
    'quality-rule-changed',
    ...READERS,
  ),
  contract('a role may use the whole product', (d) => d.roles.push({ role: 'auditor' }), 'access-opened', ...FINE),
  contract('the standard is another', (d) => (d.apiVersion = 'v3.2.0'), 'standard-version', ...FINE),
  contract('the contract has another name', (d) => (d.id = 'urn:other'), 'identity-changed', ...BOTH),
  product(
    'an input is added',
    (d) => (d.inputPorts = [{ name: 'beats', version: '1.0.0', contractId: 'x' }]),
    'input-added',
    ...FINE,
  ),
  product(
    'a management port is elsewhere',
    (d) => (d.managementPorts[0].url = 'http://127.0.0.1:4000/x'),
    'management-port-moved',
    ...BOTH,
  ),
];

describe('given a document that was changed in one place', () => {
  const base = documentsOf(basePlan());

  it.each(TABLE)('judges that $change: $hurts hurt, $deserves', ({ document: name, edit, kind, hurts, deserves }) => {
    const isJson = name.endsWith('.json');
    const document: Json = isJson ? JSON.parse(base.get(name) ?? '') : parse(base.get(name) ?? '');
    edit(document);
    const changes = compare(base, new Map([...base, [name, isJson ? JSON.stringify(document) : stringify(document)]]));
    const found = changes.find((change) => change.kind === kind);
    expect(found === undefined ? [changes, '', ''] : [[], found.hurts, found.deserves]).toEqual([[], hurts, deserves]);
    if (hurts === 'nobody') expect(changes.filter(breaks)).toEqual([]);
  });

  it('does not mind the order of what has names', () => {
    const document: Json = parse(base.get('contract.odcs.yaml') ?? '');
    document.schema.reverse();
    document.schema[0].properties.reverse();
    document.roles.reverse();
    document.slaProperties.reverse();
    expect(compare(base, new Map([...base, ['contract.odcs.yaml', stringify(document)]]))).toEqual([]);
  });

  it('tells of a document that is gone', () => {
    const without = (name: string) => compare(base, new Map([...base].filter(([other]) => other !== name)));
    expect(without('asyncapi.json')).toMatchObject([{ kind: 'document-removed', hurts: 'both' }]);
    expect(without('schemas/Case.schema.json')).toMatchObject([
      { kind: 'schema-document-removed', port: 'cases', hurts: 'readers' },
    ]);
  });
});
