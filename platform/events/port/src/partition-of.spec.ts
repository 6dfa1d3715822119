import { murmur2, partitionOf } from './index.js';

const hash = (text: string) => murmur2(Buffer.from(text), Buffer.byteLength(text));

describe('given the key of an event', () => {
  it('hashes it as the default partitioner of Kafka does', () => {
    // The vectors of Kafka's own UtilsTest.
    expect(hash('21')).toBe(-973932308);
    expect(hash('foobar')).toBe(-790332482);
    expect(hash('a-little-bit-long-string')).toBe(-985981536);
    expect(hash('a-little-bit-longer-string')).toBe(-1486304829);
    expect(hash('lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8')).toBe(-58897971);
    expect(hash('abc')).toBe(479470107);
  });

  it('gives each key one partition and spreads keys evenly', () => {
    const counts = [0, 0, 0, 0];
    for (let n = 0; n < 4_000; n += 1) {
      const partition = partitionOf(`patient-${n}`, 4);
      counts[partition] = (counts[partition] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(900);
    expect(partitionOf('ü'.repeat(1_024), 4)).toBe(partitionOf('ü'.repeat(1_024), 4));
  });
});
