import { adlsAddress } from './adls-address.js';

describe('given an address of a lake in the cloud', () => {
  it.each([
    ['https://acme.dfs.core.windows.net/lake', 'https://acme.dfs.core.windows.net/lake', ''],
    ['https://acme.dfs.core.windows.net/lake/', 'https://acme.dfs.core.windows.net/lake', ''],
    ['https://acme.dfs.core.windows.net/lake/mesh/a%20b%2525', 'https://acme.dfs.core.windows.net/lake', 'mesh/a b%25'],
    ['https://acme.privatelink.example/lake', 'https://acme.privatelink.example/lake', ''],
    ['http://127.0.0.1:10000/acme/lake/x', 'http://127.0.0.1:10000/acme/lake', 'x'],
    ['https://10.0.0.4/acme/lake', 'https://10.0.0.4/acme/lake', ''],
  ])('reads %s', (text, fileSystemUrl, folder) => {
    expect(adlsAddress(text)).toEqual({ fileSystemUrl, folder });
  });

  it.each([
    'acme',
    'https://acme.dfs.core.windows.net',
    'https://acme.dfs.core.windows.net/Lake',
    'https://acme.dfs.core.windows.net/a',
    'https://acme.dfs.core.windows.net/lake?sv=2022-11-02&sig=x',
    'https://user:secret@acme.dfs.core.windows.net/lake',
    'http://acme.dfs.core.windows.net/lake',
    'http://10.0.0.4/acme/lake',
    'http://127.0.0.1:10000/acme',
    'ftp://acme.dfs.core.windows.net/lake',
    'https://acme.dfs.core.windows.net/lake/%E0%A4%A',
    'https://acme.dfs.core.windows.net/lake/a%2Fb',
  ])('refuses %s', (text) => {
    expect(adlsAddress(text)).toBeUndefined();
  });
});
