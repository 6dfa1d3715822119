import { pascal, singular, withArticle } from '../names.js';
import type { PlannedPort, PlannedShape, PortPlace, PortPlan, PortWish } from './port-plan.js';
import { LIES_AHEAD } from './port-plan.js';
import { answer, kept, receipt, sent } from './shapes.js';
import { AGE_RULE, AGE_RULE_SPEC, AHEAD_RULE, AHEAD_RULE_SPEC } from './rules.js';
import { keepingSpec, tellingSpec } from './rest-specs.js';

type RestWish = Extract<PortWish, { kind: 'rest' }>;

/** A port that takes a document: it publishes and keeps it, or it answers and keeps nothing. */
export const planRest = (place: PortPlace, wish: RestWish): PortPlan =>
  wish.keeps === undefined ? telling(place, wish.name) : keeping(place, wish.name, wish.keeps);

function keeping(place: PortPlace, name: string, event: string): PortPlan {
  const { names, constant, errors, service } = place;
  const noun = singular(name);
  const body = sent(pascal(noun), noun, noun);
  const published = kept(pascal(event), event, body, noun);
  const returned = receipt(`${body.name}Receipt`, `${noun}-receipt`, noun);
  const id = `${noun}Id`;
  const method = `  async ${name}(${noun}: ${body.name}, asked: Asked): Promise<${returned.name}> {
    const receivedAt = new Date();
    if (liesAhead(${noun}.observedAt, receivedAt)) throw ${errors.constant}.${LIES_AHEAD.name}({ errors: [FUTURE] });
    const receipt = { ${id}: asked.requestId, receivedAt: receivedAt.toISOString() };
    await this.${service.live}.emit.${event}({ ...${noun}, ...receipt, receivedFrom: asked.caller.id }, asked);
    return receipt;
  }`;
  const publishing: PlannedPort = {
    name: event,
    text: `event('${event}', {
      summary: '${capitalNoun(noun)} was received',
      message: ${published.name},
      id: '${id}',
      key: 'patientId',
      at: 'receivedAt',
    })`,
    needs: [needOf(published), { from: '@mesh/product', values: ['event'] }],
    told: [`\`${names.id}.${event}.v1\``, `${withArticle(noun)} was received`],
  };
  const taking = takingPort(place, {
    name,
    body,
    returned,
    summary: `Keeps ${withArticle(noun)}, and answers when it is safe`,
  });
  return {
    shapes: [body, published, returned],
    ports: [taking, publishing],
    method: {
      name,
      text: method,
      needs: [
        { from: names.package, values: [errors.constant], types: [body.name, returned.name] },
        { from: '@mesh/product', types: ['Asked'] },
        { from: './rules/lies-ahead.js', values: ['FUTURE', 'liesAhead'] },
      ],
    },
    serviceFiles: { 'rules/lies-ahead.ts': AHEAD_RULE, 'rules/lies-ahead.spec.ts': AHEAD_RULE_SPEC },
    spec: [
      `${name}.spec.ts`,
      keepingSpec({ names, constant, service, name, noun, event, body: body.name, published: published.name, errors }),
    ],
  };
}

function telling(place: PortPlace, name: string): PortPlan {
  const { names, constant, errors, service } = place;
  const noun = singular(name);
  const body = sent(pascal(noun), noun, noun);
  const returned = answer(`${body.name}Answer`, `${noun}-answer`, noun);
  const method = `  async ${name}({ observedAt }: ${body.name}): Promise<${returned.name}> {
    const now = new Date();
    if (liesAhead(observedAt, now)) throw ${errors.constant}.${LIES_AHEAD.name}({ errors: [FUTURE] });
    return { observedAt, ageHours: ageInHours(observedAt, now) };
  }`;
  return {
    shapes: [body, returned],
    ports: [
      takingPort(place, { name, body, returned, summary: `Tells how old ${withArticle(noun)} is, and keeps nothing` }),
    ],
    method: {
      name,
      text: method,
      needs: [
        { from: names.package, values: [errors.constant], types: [body.name, returned.name] },
        { from: './rules/age-in-hours.js', values: ['ageInHours'] },
        { from: './rules/lies-ahead.js', values: ['FUTURE', 'liesAhead'] },
      ],
    },
    serviceFiles: {
      'rules/age-in-hours.ts': AGE_RULE,
      'rules/age-in-hours.spec.ts': AGE_RULE_SPEC,
      'rules/lies-ahead.ts': AHEAD_RULE,
      'rules/lies-ahead.spec.ts': AHEAD_RULE_SPEC,
    },
    spec: [`${name}.spec.ts`, tellingSpec({ names, constant, service, name, noun, body: body.name, errors })],
  };
}

interface Taking {
  readonly name: string;
  readonly body: PlannedShape;
  readonly returned: PlannedShape;
  readonly summary: string;
}

const takingPort = ({ names, errors }: PortPlace, { name, body, returned, summary }: Taking): PlannedPort => ({
  name,
  text: `rest.post('/${name}', {
      summary: '${summary}',
      body: ${body.name},
      returns: ${returned.name},
      raises: [${errors.constant}.${LIES_AHEAD.name}],
    })`,
  needs: [
    needOf(body),
    needOf(returned),
    { from: errors.from, values: [errors.constant] },
    { from: '@mesh/product', values: ['rest'] },
  ],
  told: [`\`POST /${names.product}/v1/${name}\``, summary.charAt(0).toLowerCase() + summary.slice(1)],
});

const needOf = ({ name, file }: PlannedShape) => ({ from: `./${file}.js`, values: [name] });

const capitalNoun = (noun: string): string => {
  const phrase = withArticle(noun);
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
};
