import type { Lake } from '@mesh/lake';
import { AdlsLake, entraCredential, type AdlsCredential } from '@mesh/lake-adls';
import { LocalLake } from '@mesh/lake-local';
import type { LakeChoice } from './lake-choice.js';

/** One thread: the services of a mesh share two cores with their scorers. */
const THREADS = 1;

/** Opens the lake that the configuration chooses. */
export async function openLake(choice: LakeChoice): Promise<Lake> {
  if (choice.kind === 'local') return LocalLake.open({ root: choice.root, threads: THREADS });
  const { url, access, scratch, cacheBytes } = choice;
  const credential = await credentialOf(access);
  return AdlsLake.open({ url, credential, scratch, threads: THREADS, ...(cacheBytes !== undefined && { cacheBytes }) });
}

async function credentialOf(access: Extract<LakeChoice, { kind: 'adls' }>['access']): Promise<AdlsCredential> {
  if (access === 'machine') return entraCredential();
  return 'sas' in access ? access : entraCredential(access);
}
