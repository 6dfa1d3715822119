import type { DataProduct } from '@mesh/product';
import { odcsOf } from '../odcs/odcs.js';
import { odpsFindings } from '../odps/odps-findings.js';
import { odpsOf } from '../odps/odps.js';
import { openApiOf } from '../openapi/openapi.js';
import { productSamples } from '../samples/product-samples.js';
import { streamingProduct } from '../testing/streaming-product.js';
import { asyncApiFindings } from './asyncapi-findings.js';
import { asyncApiOf } from './asyncapi.js';

type Json = ReturnType<typeof JSON.parse>;

const documentOf = (product: DataProduct): string => asyncApiOf(product)[0]?.text ?? '';

describe('given the AsyncAPI document of a product that scores messages as they come', () => {
  const document = JSON.parse(documentOf(streamingProduct)) as Json;

  it('leaves the parser of AsyncAPI nothing to say but that there is a later minor version', async () => {
    const found = await asyncApiFindings(documentOf(streamingProduct));
    expect(found.filter(({ rule }) => rule !== 'asyncapi-latest-version')).toEqual([]);
  });

  it('receives on the input in the group of the port, and sends what follows', () => {
    expect(document.operations.scoring).toMatchObject({
      action: 'receive',
      channel: { $ref: '#/channels/measured' },
      summary: 'Scores measurements as they come',
      bindings: { kafka: { groupId: { enum: ['cardiology.streaming.scoring'] } } },
    });
    expect(document.operations.sendScored).toMatchObject({ action: 'send' });
    expect(document.operations).not.toHaveProperty('receiveMeasured');
    expect(document.channels.measured.address).toBe('cardiology.streaming.measured.v1');
  });

  it('replies on a topic for each role that a grant opens the port to, with an answer or a problem', () => {
    expect(document.operations.scoring.reply).toEqual({
      channel: { $ref: '#/channels/scoringReplies' },
      messages: [
        { $ref: '#/channels/scoringReplies/messages/scored' },
        { $ref: '#/channels/scoringReplies/messages/problem' },
      ],
    });
    expect(document.channels.scoringReplies).toMatchObject({
      address: 'cardiology.streaming.scoring.replies.{role}.v1',
      parameters: { role: { enum: ['domain-cardiology'] } },
    });
    const { properties, required } = document.components.messages.measured.headers;
    expect(properties).toMatchObject({ ce_replyto: { type: 'string' }, ce_correlationid: { type: 'string' } });
    expect(required).not.toContain('ce_replyto');
    expect(document.components.messages.scored.headers.properties).not.toHaveProperty('ce_replyto');
  });

  it('speaks of no replies where nobody may ask', async () => {
    const closed = documentOf({ ...streamingProduct, grants: [] });
    const { channels, operations, components } = JSON.parse(closed) as Json;
    expect(operations.scoring).not.toHaveProperty('reply');
    expect([...Object.keys(channels), ...Object.keys(components.messages)]).not.toContain('problem');
    expect((await asyncApiFindings(closed)).filter(({ rule }) => rule !== 'asyncapi-latest-version')).toEqual([]);
  });
});

describe('given the other documents of such a product', () => {
  it('keep their standards', () => {
    expect(odpsFindings(odpsOf(streamingProduct), odcsOf(streamingProduct))).toEqual([]);
  });

  it('name the port with what it takes, gives and replies, and no path', () => {
    const text = odpsOf(streamingProduct);
    expect(text).toContain('type: stream');
    for (const place of ['cardiology.streaming.measured.v1', 'cardiology.streaming.scoring.replies.{role}.v1'])
      expect(text).toContain(place);
    const { paths } = JSON.parse(openApiOf(streamingProduct).text) as Json;
    expect(Object.keys(paths)).not.toContain('/scoring');
  });

  it('show samples of what is taken and answered', () => {
    const samples = productSamples(streamingProduct).ports.find(({ name }) => name === 'scoring');
    expect(samples).toMatchObject({ kind: 'event', direction: 'input' });
    expect(samples?.samples[0]).toMatchObject({ readingId: 'm-1' });
    expect(samples?.answers?.[0]).toMatchObject({ scoreId: 's-1' });
  });
});
