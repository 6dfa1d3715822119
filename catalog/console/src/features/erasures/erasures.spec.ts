import { erasurePage, erasurePath, progressOf, reachOfReader, type ErasurePart } from './erasure.js';

const part = (status: ErasurePart['status']): ErasurePart => ({ domain: 'd', status, stores: [] });

describe('given somebody who reads of erasures', () => {
  it.each([
    [['privacy-officer'], 'everywhere'],
    [['domain', 'domain:cardiology'], ['cardiology']],
    [['auditor'], []],
    [['domain'], []],
  ])('%j may have persons forgotten in %j', (roles, reach) => expect(reachOfReader({ roles })).toEqual(reach));
});

describe('given an erasure', () => {
  it('counts the domains that are done', () =>
    expect(progressOf({ parts: [part('cleared'), part('waiting')] })).toEqual({ done: 1, all: 2 }));

  it('escapes its id wherever it stands in an address', () => {
    expect(erasurePath('a/b')).toBe('/access/erasures/a%2Fb');
    expect(erasurePage('a/b')).toBe('/erasures/a%2Fb');
  });
});
