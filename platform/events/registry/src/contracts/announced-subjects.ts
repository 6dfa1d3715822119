import type { Announcement } from '@mesh/events';
import { isObject, isShallow, objectOf, type JsonObject } from '../schema/json.js';
import { registeredSchema, type RegisteredSchema } from '../schema/registered-schema.js';
import { withDefinitions } from '../schema/wire-schema.js';

/** What a product publishes on a topic, or takes from others there. */
export type Direction = 'output' | 'input';

/** The schema of a topic in one release of a contract. */
export interface AnnouncedSubject {
  /** `<topic>-value`: TopicNameStrategy. */
  readonly subject: string;
  readonly product: string;
  /** URN of the port. */
  readonly port: string;
  /** The version of the contract. */
  readonly release: string;
  /** What events of this release name as their `dataschema`. */
  readonly urn: string;
  readonly direction: Direction;
  readonly schema: RegisteredSchema;
}

const DOCUMENT = 'asyncapi.json';
const RELEASE = /^\d{1,6}\.\d{1,6}\.\d{1,6}$/;
/** More channels than a product of people has. */
const MOST_CHANNELS = 1_000;

/**
 * The topics of a product as its AsyncAPI document tells them. Only those are believed that bear its own name: what it
 * reads of others is theirs to tell. Raises nothing: a document that cannot be read tells nothing.
 */
export function announcedSubjects({ product, documents = [] }: Announcement): readonly AnnouncedSubject[] {
  const text = documents.find(({ name }) => name === DOCUMENT)?.text;
  const { id, urn, version } = product;
  if (text === undefined || id !== `${product.domain}.${product.name}` || !RELEASE.test(version)) return [];
  const document = parsed(text);
  const sent = sentChannels(document);
  const own = new RegExp(`^${id.replaceAll('.', '\\.')}\\.[a-z0-9._-]{1,100}\\.v${version.split('.')[0]}$`);
  return Object.entries(objectOf(document['channels']))
    .slice(0, MOST_CHANNELS)
    .flatMap(([name, channel]) => {
      const { address } = objectOf(channel);
      const payload = payloadOf(document, channel);
      if (typeof address !== 'string' || !own.test(address) || payload === undefined) return [];
      const port = `${urn}:${name}`;
      return [
        {
          subject: `${address}-value`,
          product: id,
          port,
          release: version,
          urn: `${port}:${version}`,
          direction: sent.has(name) ? 'output' : 'input',
          schema: registeredSchema(payload),
        } satisfies AnnouncedSubject,
      ];
    });
}

function parsed(text: string): JsonObject {
  try {
    const document: unknown = JSON.parse(text);
    return isObject(document) && isShallow(document) ? document : {};
  } catch {
    return {};
  }
}

/** Names of the channels on which the product itself sends. */
function sentChannels(document: JsonObject): ReadonlySet<string> {
  const operations = Object.values(objectOf(document['operations'])).map(objectOf);
  return new Set(
    operations
      .filter(({ action }) => action === 'send')
      .map(({ channel }) => String(objectOf(channel)['$ref']).replace('#/channels/', '')),
  );
}

/** The schema of the one message of a channel, with what it refers to. */
function payloadOf(document: JsonObject, channel: unknown): JsonObject | undefined {
  const components = objectOf(document['components']);
  const shelf = objectOf(components['schemas']);
  const [message, ...others] = Object.values(objectOf(objectOf(channel)['messages']));
  if (message === undefined || others.length > 0) return undefined;
  const { payload } = objectOf(at(components['messages'], message, '#/components/messages/'));
  const schema = at(shelf, payload, '#/components/schemas/');
  return isObject(schema) ? withDefinitions(schema, shelf) : undefined;
}

/** What a reference below a place names, or the value itself. */
function at(place: unknown, value: unknown, prefix: string): unknown {
  const { $ref } = objectOf(value);
  return typeof $ref === 'string' && $ref.startsWith(prefix) ? objectOf(place)[$ref.slice(prefix.length)] : value;
}
