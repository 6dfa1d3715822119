import { HTTP, type CloudEvent } from 'cloudevents';
import { toBinaryMode, toCloudEvent, type LoggedEvent } from './index.js';

const data = { score: 0.25, text: 'ü' };
const event: LoggedEvent = {
  id: 'a-1',
  source: '/cardiology',
  type: 'cardiology.heart-disease-risk.scored.v1',
  time: '2026-01-02T03:04:05.678Z',
  key: 'patient 7',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  dataschema: 'urn:mesh:cardiology:heart-disease-risk:scored:1.2.0',
  topic: 'cardiology.heart-disease-risk.scored.v1',
  partition: 2,
  offset: 9,
  appendedAt: '2026-01-02T03:04:06.000Z',
  json: JSON.stringify(data),
  data,
};

describe('given an event of the log', () => {
  it('is a valid CloudEvent with its key and its trace as extensions', () => {
    const cloudEvent = toCloudEvent(event);
    expect(cloudEvent.validate()).toBe(true);
    expect(cloudEvent.toJSON()).toMatchObject({
      ...{ specversion: '1.0', id: event.id, source: event.source, type: event.type, time: event.time },
      dataschema: event.dataschema,
      ...{ datacontenttype: 'application/json', partitionkey: 'patient 7', traceparent: event.traceparent, data },
    });
  });

  it('survives the binary mode of HTTP', () => {
    const message = toBinaryMode(event);
    expect(message.headers).toMatchObject({
      'ce-id': 'a-1',
      'ce-partitionkey': 'patient 7',
      'ce-dataschema': event.dataschema,
    });
    const back = HTTP.toEvent(message) as CloudEvent<unknown>;
    expect(back.data).toEqual(data);
    expect(back.id).toBe(event.id);
  });
});
