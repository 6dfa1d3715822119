import { replyTopic, roleInTopic, rolesWithReplies, type DataProduct, type StreamPort } from '@mesh/product';

/** How callers of a stream port get what they wait for. */
export interface Reply {
  /** Names the channel within the document. */
  readonly key: string;
  readonly topic: string;
  readonly roles: readonly string[];
  /** The message that answers, as a channel of the document. */
  readonly answer: string;
}

/** The replies of a stream port; undefined where no grant opens it. */
export function replyOf(product: DataProduct, name: string, port: StreamPort): Reply | undefined {
  const roles = rolesWithReplies(product, name);
  if (roles.length === 0) return undefined;
  return { key: `${name}Replies`, topic: replyTopic(product, port), roles, answer: port.gives[0] };
}

/** The channel of replies: one topic for each role that may ask. */
export const replyChannel = ({ key, topic, roles, answer }: Reply): object => ({
  address: topic,
  title: key,
  summary: 'What callers who wait are answered',
  description:
    'Name the topic of your role in `ce_replyto` of the request and a text of your own in `ce_correlationid`: the reply carries it in `ce_correlationid`, also as its key. A role with other characters than letters, digits and dashes has dashes for them.',
  parameters: { role: { description: 'The role of the caller.', enum: roles.map(roleInTopic) } },
  messages: {
    [answer]: { $ref: `#/components/messages/${answer}` },
    problem: { $ref: '#/components/messages/problem' },
  },
});

/** Where the replies of an operation come. */
export const operationReply = ({ key, answer }: Reply): object => ({
  channel: { $ref: `#/channels/${key}` },
  messages: [{ $ref: `#/channels/${key}/messages/${answer}` }, { $ref: `#/channels/${key}/messages/problem` }],
});

/** What is replied where there is no answer: RFC 9457, as over HTTP. */
export const PROBLEM_MESSAGE = {
  name: 'problem',
  title: 'Problem',
  summary: 'Why there is no answer',
  contentType: 'application/json',
  payload: {
    type: 'object',
    description: 'A problem (RFC 9457); fields are named, never quoted.',
    properties: {
      type: { type: 'string', format: 'uri', pattern: '^urn:mesh:error:' },
      title: { type: 'string' },
      status: { type: 'integer', minimum: 400, maximum: 599 },
      code: { type: 'string' },
      detail: { type: 'string' },
      instance: { type: 'string' },
    },
    required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  },
  correlationId: {
    description: 'The text that the request carried.',
    location: '$message.header#/ce_correlationid',
  },
};
