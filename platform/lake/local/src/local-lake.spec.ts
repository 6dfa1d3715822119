import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeLake } from '@mesh/lake-suite';
import { LocalLake } from './local-lake.js';

describeLake('lake on local disk', async () => {
  const root = await mkdtemp(join(tmpdir(), "lake [of] O'Hara "));
  let lake = await LocalLake.open({ root });
  return {
    get lake() {
      return lake;
    },
    root,
    reopen: async () => {
      await lake.close();
      lake = await LocalLake.open({ root });
      return lake;
    },
    close: async () => {
      await lake.close();
      await rm(root, { recursive: true });
    },
  };
});
