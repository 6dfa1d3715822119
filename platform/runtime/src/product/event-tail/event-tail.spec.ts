import 'reflect-metadata';
import { IsString, ValidateNested } from 'class-validator';
import type { LoggedEvent } from '@mesh/events';
import { event, IsInstant, Phi } from '@mesh/product';
import { eventFrames } from './event-frame.js';
import { withholderOf } from './personal-fields.js';
import { positionText, readPosition } from './stream-position.js';
import { StreamSeats } from './stream-seats.js';

class Address {
  @IsString()
  country!: string;

  @Phi()
  @IsString()
  street!: string;
}

class Visit {
  @Phi()
  @IsString()
  person!: string;

  @IsString()
  ward!: string;

  @ValidateNested()
  address!: Address;
}

class Count {
  @IsString()
  ward!: string;
}

class Seen {
  @IsString()
  seenId!: string;

  @IsString()
  ward!: string;

  @Phi()
  @IsInstant()
  seenAt!: string;
}

describe('given a message with personal fields', () => {
  const withhold = withholderOf(Visit);

  it('leaves them out, of nested documents too', () => {
    const visit = { person: 'p-1', ward: 'w', address: { country: 'AT', street: 'Main street' } };
    expect(withhold(visit)).toEqual({ ward: 'w', address: { country: 'AT' } });
    expect(visit.person).toBe('p-1');
  });

  it('leaves out what the shape does not know: a later version may mean a person by it', () => {
    expect(withhold({ ward: 'w', nickname: 'p-1', address: { country: 'AT', zip: '1010' } })).toEqual({
      ward: 'w',
      address: { country: 'AT' },
    });
    expect(withholderOf(Count)({ ward: 'w', person: 'p-1' })).toEqual({ ward: 'w' });
  });

  it.each([null, 'text', ['p-1'], { ward: 'w', address: null }])('copes with %j', (message) => {
    expect(withhold(message)).toEqual(message);
  });

  it('gives a message without any back as it is', () => {
    const count = { ward: 'w' };
    expect(withholderOf(Count)(count)).toBe(count);
  });
});

describe('given the place of a stream', () => {
  const ranges = [
    { partition: 0, earliest: 5, next: 20 },
    { partition: 1, earliest: 0, next: 3 },
  ];

  it('is read as it was written', () => {
    const position = new Map([
      [0, 12],
      [1, 3],
    ]);
    expect(positionText(position)).toBe('0:12,1:3');
    expect(readPosition('0:12,1:3', ranges)).toEqual(position);
  });

  it('begins a partition that it does not name at its start', () => {
    expect(readPosition('0:12', ranges)?.get(1)).toBe(0);
  });

  it.each(['', '0', '0:', 'a:1', '0:1,', '2:0', '0:21', '0:-1', '0:1e3', '0:1'.padEnd(5_000, ',0:1')])(
    'refuses %j',
    (text) => expect(readPosition(text, ranges)).toBeUndefined(),
  );
});

describe('given places for listeners', () => {
  it('bounds them for each caller and altogether, and gives back those that are left', () => {
    const seats = new StreamSeats({ aCaller: 2, altogether: 3 });
    const [leave] = [seats.take('a'), seats.take('a'), seats.take('b')];
    expect(() => seats.take('a')).toThrow();
    expect(() => seats.take('c')).toThrow();
    leave?.();
    seats.take('c')();
    seats.take('a');
    expect(seats.open).toBe(3);
    expect(() => seats.take('a')).toThrow();
  });
});

describe('given events whose time says something of a person', () => {
  it('tells the time to those alone who may see it', () => {
    const frames = eventFrames(
      event('seen', { summary: 'Somebody was seen', message: Seen, id: 'seenId', key: 'ward', at: 'seenAt' }),
    );
    const seenAt = '2026-03-01T08:00:00Z';
    const logged: LoggedEvent = {
      ...{ topic: 't', partition: 0, offset: 7, appendedAt: '2026-03-01T09:00:00Z', json: '' },
      ...{ id: 's-1', source: 'urn:mesh:test', type: 't', time: seenAt, key: 'w' },
      data: { seenId: 's-1', ward: 'w', seenAt },
    };
    expect(frames(logged, true)).toContain(seenAt);
    expect(frames(logged, false)).not.toContain(seenAt);
  });
});

describe('given many listeners', () => {
  const frames = eventFrames(
    event('seen', { summary: 'Somebody was seen', message: Seen, id: 'seenId', key: 'ward', at: 'seenAt' }),
  );
  /** How often the data of an event of this size is read when all of them are framed twice. */
  function readings(count: number, characters: number, partition: number): number {
    let read = 0;
    const ward = 'w'.repeat(characters);
    const events = Array.from({ length: count }, (_, offset): LoggedEvent => ({
      ...{ topic: 't', partition, offset, appendedAt: '2026-03-01T09:00:00Z', json: '' },
      ...{ id: `s-${offset}`, source: 'urn:mesh:test', type: 't', time: '2026-03-01T08:00:00Z', key: 'w' },
      get data() {
        read += 1;
        return { seenId: 's', ward, seenAt: '2026-03-01T08:00:00Z' };
      },
    }));
    for (const listener of [1, 2]) for (const each of events) frames(each, listener > 0);
    return read;
  }

  it('writes each event once for all of them, as long as the events are not large', () => {
    expect(readings(2_500, 10, 1)).toBe(2_500);
    expect(readings(6, 1_000_000, 2)).toBeGreaterThan(6);
  });
});
