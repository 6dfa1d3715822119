import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeLake, filesBelow } from '@mesh/lake-suite';
import { LocalLake } from './local-lake.js';

const opened = (settings: { readonly pinnedBytes?: number }) => async () => {
  const root = await mkdtemp(join(tmpdir(), "lake [of] O'Hara "));
  let lake = await LocalLake.open({ root, ...settings });
  return {
    get lake() {
      return lake;
    },
    files: () => filesBelow(root),
    reopen: async () => {
      await lake.close();
      lake = await LocalLake.open({ root, ...settings });
      return lake;
    },
    close: async () => {
      await lake.close();
      await rm(root, { recursive: true });
    },
  };
};

describeLake('lake on local disk', opened({}));
describeLake('lake whose queries open one file at a time', opened({ pinnedBytes: 1 }));
