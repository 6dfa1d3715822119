import { boundOf, membersOf } from './odcs.js';

describe('given a rule of a contract', () => {
  it('says in words what it demands', () => {
    expect(boundOf({ metric: 'nullValues', mustBe: 0 })).toBe('must be 0');
    expect(boundOf({ mustBeBetween: [1, 5], unit: 'rows' })).toBe('must be between [1,5]');
    expect(boundOf({ description: 'prose' })).toBe('');
  });
});

describe('given the team of a contract', () => {
  const members = [{ username: 'a@example.org', role: 'owner' }];

  it.each([
    ['as a list', members],
    ['as an object', { name: 'cardiology', members }],
  ])('finds its people %s', (_, team) => {
    expect(membersOf({ team })).toEqual(members);
  });

  it('finds nobody where none is named', () => {
    expect(membersOf({})).toEqual([]);
  });
});
