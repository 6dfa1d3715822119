import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdlsDouble } from '@mesh/lake-adls-double';
import { describeLake, filesBelow } from '@mesh/lake-suite';
import { AdlsLake } from './adls-lake.js';

describeLake('lake on Azure Data Lake Storage Gen2', async () => {
  const double = await AdlsDouble.start();
  const scratch = await mkdtemp(join(tmpdir(), 'lake-adls-'));
  const folder = encodeURIComponent("a lake [of] O'Hara, 100%25 ä+?#");
  const open = () =>
    AdlsLake.open({ url: `${double.url}/tenants/${folder}`, credential: { sas: double.sas() }, scratch });
  let lake = await open();
  return {
    get lake() {
      return lake;
    },
    files: async () => new Map([...double.files(), ...(await filesBelow(scratch))]),
    reopen: async () => {
      await lake.close();
      lake = await open();
      return lake;
    },
    close: async () => {
      await lake.close();
      await double.stop();
      await rm(scratch, { recursive: true });
    },
  };
});
