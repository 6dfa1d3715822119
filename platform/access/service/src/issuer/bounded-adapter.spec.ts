import { BoundedAdapter } from './bounded-adapter.js';

const usedAgain = (): Error => new Error('used again');
let nowMs = 0;
const keeping = (kind: string) => new BoundedAdapter(kind, usedAgain, () => nowMs);

describe('given what a sign-in leaves behind', () => {
  it('is found until it expires', async () => {
    const codes = keeping('AuthorizationCode');
    await codes.upsert('a', { grantId: 'g' }, 60);
    nowMs += 59_999;
    expect(await codes.find('a')).toEqual({ grantId: 'g' });
    nowMs += 1;
    expect(await codes.find('a')).toBeUndefined();
    await expect(codes.consume('a')).rejects.toThrow('used again');
  });

  it('is used once, whoever comes second, even if both saw it unused', async () => {
    const codes = keeping('AuthorizationCode');
    await codes.upsert('a', {}, 60);
    const uses = await Promise.allSettled([codes.consume('a'), codes.consume('a'), codes.consume('a')]);
    expect(uses.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect((await codes.find('a'))?.consumed).toBeDefined();
  });

  it('goes with its grant, its session, or alone', async () => {
    const tokens = keeping('RefreshToken');
    await Promise.all(['a', 'b', 'c'].map((id) => tokens.upsert(id, { grantId: id === 'c' ? 'other' : 'g' }, 60)));
    await tokens.revokeByGrantId('g');
    expect([await tokens.find('a'), await tokens.find('b')]).toEqual([undefined, undefined]);
    await tokens.destroy('c');
    expect(await tokens.find('c')).toBeUndefined();
    const sessions = keeping('Session');
    await sessions.upsert('s', { uid: 'u' }, 60);
    expect([await sessions.findByUid('u'), await sessions.findByUid('v')]).toEqual([{ uid: 'u' }, undefined]);
  });

  it('is bounded, each kind apart: the oldest goes', async () => {
    const begun = keeping('Interaction');
    for (let number = 0; number <= 1000; number += 1) await begun.upsert(`i-${number}`, {}, 60);
    expect([await begun.find('i-0'), await begun.find('i-1'), await begun.find('i-1000')]).toEqual([undefined, {}, {}]);
  });

  it('is none of what the issuer has no use for', async () => {
    await expect(keeping('DeviceCode').upsert('a', {}, 60)).rejects.toThrow('keeps nothing');
  });
});
