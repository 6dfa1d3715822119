import { jsonSchemaOf, namesOf, type DataProduct, type JsonSchema, type Shape } from '@mesh/product';
import { DocumentErrors } from '../documents.errors.js';
import { informationOf, LICENSE } from '../information.js';
import { jsonDocument, type PublishedDocument } from '../published-document.js';
import { inKeywordOrder } from '../schemas/keyword-order.js';
import { shapeSchema } from '../schemas/shape-schema.js';
import { flowsOf, type Flow } from './flow.js';
import { messageOf } from './message.js';
import { operationReply, PROBLEM_MESSAGE, replyChannel } from './reply.js';
import { publishesEvents } from './publishes-events.js';

const LICENSE_URL = 'https://www.apache.org/licenses/LICENSE-2.0';

/** The topics of a product and what is in them: AsyncAPI 3.0, https://www.asyncapi.com/docs/reference/specification/v3.0.0. */
export function asyncApiOf(product: DataProduct): readonly PublishedDocument[] {
  if (!publishesEvents(product)) return [];
  const flows = flowsOf(product);
  const replies = flows.flatMap(({ reply }) => reply ?? []);
  const asking = new Set(flows.filter(({ reply }) => reply !== undefined).map(({ key }) => key));
  const schemas = new Map<Shape, JsonSchema>();
  const tags = [...(product.tags ?? []), namesOf(product).domain].map((name) => ({ name }));
  const document = {
    asyncapi: '3.0.0',
    id: namesOf(product).urn,
    info: { ...informationOf(product), license: { name: LICENSE, url: LICENSE_URL }, tags },
    defaultContentType: 'application/json',
    channels: Object.fromEntries([
      ...flows.map((flow) => [flow.key, channelOf(flow)]),
      ...replies.map((reply) => [reply.key, replyChannel(reply)]),
    ]),
    operations: Object.fromEntries(flows.map((flow) => [flow.operation, operationOf(flow)])),
    components: {
      messages: {
        ...Object.fromEntries(
          flows.map((flow) => [
            flow.key,
            messageOf(
              flow.port,
              { ...flow, asks: asking.has(flow.key) },
              keepShape(flow.port.message, schemas),
              keyOf(flow),
            ),
          ]),
        ),
        ...(replies.length > 0 && { problem: PROBLEM_MESSAGE }),
      },
      schemas: byName(schemas),
    },
  };
  return [jsonDocument('asyncapi.json', 'application/vnd.aai.asyncapi+json;version=3.0.0', document)];
}

const channelOf = ({ key, topic, port, settings }: Flow): object => ({
  address: topic,
  title: port.name,
  summary: port.summary,
  messages: { [key]: { $ref: `#/components/messages/${key}` } },
  bindings: { kafka: { topic, ...settings, bindingVersion: '0.5.0' } },
});

const operationOf = ({ key, action, port, group, deprecation, summary, reply }: Flow): object => ({
  action,
  channel: { $ref: `#/channels/${key}` },
  summary: summary ?? port.summary,
  ...(deprecation !== undefined && {
    description: `Deprecated since ${deprecation.since}; may be gone from ${deprecation.sunset} on. Use ${deprecation.replacement} instead.`,
    tags: [{ name: 'deprecated' }],
    'x-deprecation': { ...deprecation },
  }),
  messages: [{ $ref: `#/channels/${key}/messages/${key}` }],
  ...(group !== undefined && {
    bindings: { kafka: { groupId: { type: 'string', enum: [group] }, bindingVersion: '0.5.0' } },
  }),
  ...(reply !== undefined && { reply: operationReply(reply) }),
});

/** The key of a message is the text of a field. */
const keyOf = ({ port }: Flow): JsonSchema => {
  const { description, minLength, maxLength, pattern } = jsonSchemaOf(port.message).properties?.[port.key] ?? {};
  return inKeywordOrder({ type: 'string', description, minLength, maxLength, pattern });
};

/** Keeps the schema of a shape and of those it holds. */
function keepShape(shape: Shape, schemas: Map<Shape, JsonSchema>): { readonly $ref: string } {
  if (!schemas.has(shape)) {
    const refTo = (nested: Shape): string => keepShape(nested, schemas).$ref;
    schemas.set(shape, shapeSchema(shape, refTo, `The payload of a message, or a part of one.`));
  }
  return { $ref: `#/components/schemas/${shape.name}` };
}

function byName(schemas: ReadonlyMap<Shape, JsonSchema>): Readonly<Record<string, JsonSchema>> {
  const named = [...schemas].map(([{ name }, schema]) => [name, schema] as const);
  const clash = named.find(([name], at) => named.findIndex(([other]) => other === name) !== at);
  if (clash !== undefined) throw DocumentErrors.NAMES_CLASH({ name: clash[0] });
  return Object.fromEntries(named);
}
