import { loadDomain, moduleNameOf } from './index.js';

const homeCare = { name: 'home-care', package: '@mesh/home-care' };
class HomeCareModule {}
const missing = (what: string) =>
  Promise.reject(Object.assign(new Error(`Cannot find package '${what}'`), { code: 'ERR_MODULE_NOT_FOUND' }));

describe('given the package of a domain', () => {
  it('takes the module that bears its name', async () => {
    expect(moduleNameOf('home-care')).toBe('HomeCareModule');
    expect(await loadDomain(homeCare, () => Promise.resolve({ HomeCareModule }))).toBe(HomeCareModule);
  });

  it('says which export it looked for', async () => {
    await expect(loadDomain(homeCare, () => Promise.resolve({ CareModule: HomeCareModule }))).rejects.toMatchObject({
      code: 'DOMAINS.MODULE_MISSING',
      meta: { package: '@mesh/home-care', module: 'HomeCareModule' },
    });
  });

  it('says that the package is not linked', async () => {
    await expect(loadDomain(homeCare, missing)).rejects.toMatchObject({ code: 'DOMAINS.NOT_LINKED' });
  });

  it('leaves what fails inside of the package as it is', async () => {
    await expect(loadDomain(homeCare, () => missing('left-pad'))).rejects.toThrow('left-pad');
    await expect(loadDomain(homeCare, () => Promise.reject(new TypeError('half written')))).rejects.toThrow(
      'half written',
    );
  });
});
