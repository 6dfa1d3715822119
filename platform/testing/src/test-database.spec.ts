import { eventually, startTestDatabase, testClock } from './index.js';

describe('given a test database', () => {
  it('is empty, real and apart from the next one', async () => {
    const one = await startTestDatabase();
    const other = await startTestDatabase();
    await one.database.query('CREATE TABLE patients (id int)');
    const [row] = await other.database.query<{ found: string | null }>(`SELECT to_regclass('patients') AS found`);
    expect(row?.found).toBeNull();
    await Promise.all([one.close(), other.close()]);
  });
});

describe('given something that comes about later', () => {
  it('waits for it, and tells the last failure when it does not come', async () => {
    let calls = 0;
    await expect(eventually(() => (calls += 1) > 2)).resolves.toBe(true);
    await expect(eventually(() => expect(calls).toBe(0), { timeoutMs: 30 })).rejects.toThrow('toBe');
  });
});

describe('given a test clock', () => {
  it('moves when told', () => {
    const clock = testClock('2026-02-03T00:00:00Z');
    clock.advance(1_500);
    expect(clock().toISOString()).toBe('2026-02-03T00:00:01.500Z');
  });
});
