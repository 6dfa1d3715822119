import { IsInt, IsString } from 'class-validator';
import {
  acceptedInputs,
  accepts,
  consumedInputs,
  consumes,
  dataProduct,
  event,
  fieldOrder,
  inputTopic,
  rejectPorts,
  RowRejected,
  samplesOf,
  takenInputs,
  type Port,
} from '../index.js';

class Reading {
  @IsString()
  readingId!: string;

  @IsInt()
  pulse!: number;
}

const about = { message: Reading, id: 'readingId', key: 'readingId', at: 'readingId' } as const;
const moved = event('moved', { summary: 'Somebody moved', ...about });
const declared = {
  version: '2.1.0',
  title: 'Pulse',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Follow the pulse of a person.',
  sensitivity: 'phi',
  grants: [],
  promises: { availability: 0.99, freshness: '1d', retention: '1y' },
} as const;

const measured = accepts('measured', { summary: 'A pulse was measured', ...about });
const pulse = dataProduct('cardiology.pulse', {
  ...declared,
  inputs: { measured, moves: consumes({ id: 'logistics.wards', version: '3.0.0' }, moved) },
  ports: { moved },
  grants: [{ role: 'device-app', ports: ['measured'], purposes: ['TREAT'] }],
});

describe('given a product that takes messages', () => {
  it('has them on a topic of its own, and what it reads of others on theirs', () => {
    const topics = Object.values(pulse.inputs).map((input) => inputTopic(pulse, input));
    expect(topics).toEqual([
      { port: measured, topic: 'cardiology.pulse.measured.v2', source: 'urn:mesh:cardiology:pulse:measured' },
      { port: moved, topic: 'logistics.wards.moved.v3', source: 'urn:mesh:logistics:wards:moved' },
    ]);
    expect(acceptedInputs(pulse).map(([name]) => name)).toEqual(['measured']);
    expect(consumedInputs(pulse).map(([name]) => name)).toEqual(['moves']);
  });

  it('tells what it refused besides its declared ports', () => {
    expect(pulse.ports).toEqual({ moved, ...rejectPorts });
    expect(pulse.ports.rejects).toMatchObject({ lands: 'rejected', key: 'rejectId' });
  });

  it('has nothing to tell when it only reads of others', () => {
    const reader = dataProduct('cardiology.reader', { ...declared, inputs: { moves: pulse.inputs.moves }, ports: {} });
    expect(reader.ports).toEqual({});
  });

  it('hears in its service what no port takes by itself', () => {
    const scoring = { kind: 'stream', takes: 'measured' } as unknown as Port;
    expect([...takenInputs(pulse)]).toEqual([]);
    expect([...takenInputs({ ports: { ...pulse.ports, scoring } })]).toEqual(['measured']);
  });

  it('keeps of a refused row where it stands and why, and nothing that was in it', () => {
    expect(fieldOrder(RowRejected)).toEqual([
      'rejectId',
      'port',
      'upload',
      'line',
      'pointer',
      'rule',
      'reason',
      'pointers',
      'sentBy',
      'rejectedAt',
    ]);
    expect(samplesOf(RowRejected, 2)).toHaveLength(2);
  });
});
