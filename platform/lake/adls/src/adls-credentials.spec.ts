import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent } from 'node:https';
import { ClientSecretCredential } from '@azure/identity';
import { AdlsDouble, type EntraApplication } from '@mesh/lake-adls-double';
import { AdlsLake, type AdlsLakeSettings } from './adls-lake.js';
import { ids, idsOf, landing, READINGS } from './testing/readings.js';

const APPLICATION: EntraApplication = {
  tenantId: '5f1d6a3e-0000-4000-8000-000000000001',
  clientId: '5f1d6a3e-0000-4000-8000-000000000002',
  clientSecret: 'a secret of the test',
};

let scratch: string;
let double: AdlsDouble;
let lake: AdlsLake | undefined;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'lake-adls-'));
});
afterEach(async () => {
  await lake?.close();
  lake = undefined;
  await double.stop();
  await rm(scratch, { recursive: true });
});

async function openWith(settings: Pick<AdlsLakeSettings, 'credential'> & Partial<AdlsLakeSettings>) {
  const retry = { tries: 2, pauseMs: 1, longestPauseMs: 1 };
  lake = await AdlsLake.open({ url: double.url, scratch, waitForWriterMs: 0, retry, ...settings });
  return lake.open(READINGS);
}

/** Everything that an error shows when it is logged. */
const shown = (error: unknown): string => {
  const { message, stack, cause, meta } = error as Error & { meta?: unknown };
  return [message, stack, JSON.stringify(error), JSON.stringify(meta), String(cause)].join('\n');
};

describe('given a shared access signature', () => {
  it('is let in where the signature is for a directory', async () => {
    double = await AdlsDouble.start();
    const sas = double.sas({ directory: 'mesh/lake' });
    const dataset = await openWith({ credential: { sas }, url: `${double.url}/mesh/lake` });
    await dataset.land(landing(0));
    expect(await idsOf(dataset)).toEqual(ids(10));
  });

  it.each([
    ['has ended', () => double.sas({ minutes: -1 }), 'AuthenticationFailed'],
    ['was changed', () => double.sas({ permissions: 'r' }).replace('sp=r', 'sp=racwdlm'), 'AuthenticationFailed'],
    ['is for another directory', () => double.sas({ directory: 'elsewhere' }), 'AuthenticationFailed'],
    ['may only read', () => double.sas({ permissions: 'rl' }), 'AuthorizationPermissionMismatch'],
  ])('is not let in when it %s, and shows nothing of it', async (_, sas, code) => {
    double = await AdlsDouble.start();
    const given = sas();
    const error: unknown = await openWith({ credential: { sas: given } }).catch((refused: unknown) => refused);
    expect(error).toMatchObject({ code: 'LAKE.STORE_REFUSED', meta: { status: 403, code } });
    const signature = new URLSearchParams(given).get('sig')!;
    for (const secret of [signature, encodeURIComponent(signature)]) expect(shown(error)).not.toContain(secret);
    expect(shown(error)).not.toContain('sig=');
  });

  it('shows nothing of it when nobody answers', async () => {
    double = await AdlsDouble.start();
    const sas = double.sas();
    const dataset = await openWith({ credential: { sas } });
    double.faults.plan('*', { kind: 'cut' }, { times: Number.POSITIVE_INFINITY });
    const error: unknown = await dataset.land(landing(0)).catch((failed: unknown) => failed);
    double.faults.clear();
    expect(error).toMatchObject({ code: 'LAKE.STORE_UNAVAILABLE' });
    expect(shown(error)).not.toContain('sig=');
    expect(shown(error)).not.toContain(double.url);
  });

  it('ends while the lake is open, and the next landing says so', async () => {
    double = await AdlsDouble.start();
    const dataset = await openWith({ credential: { sas: double.sas({ minutes: 60 }) } });
    await dataset.land(landing(0));
    double.advance(2 * 3_600_000);
    await expect(dataset.land(landing(10))).rejects.toMatchObject({ code: 'LAKE.STORE_REFUSED' });
  });
});

describe('given an identity of Entra ID', () => {
  const identity = (clientSecret: string) =>
    new ClientSecretCredential(APPLICATION.tenantId, APPLICATION.clientId, clientSecret, {
      authorityHost: double.origin,
      disableInstanceDiscovery: true,
      agent: new Agent({ ca: double.certificate!.cert }),
      retryOptions: { maxRetries: 0 },
    });

  it('gets a token and is let in with it, over TLS', async () => {
    double = await AdlsDouble.start({ entra: APPLICATION });
    const certificateAuthority = double.certificate!.cert;
    const dataset = await openWith({ credential: identity(APPLICATION.clientSecret), certificateAuthority });
    await dataset.land(landing(0));
    expect(await idsOf(dataset)).toEqual(ids(10));
  });

  it('is not let in with a wrong secret, and shows nothing of it', async () => {
    double = await AdlsDouble.start({ entra: APPLICATION });
    const certificateAuthority = double.certificate!.cert;
    const credential = identity('not the secret');
    const error: unknown = await openWith({ credential, certificateAuthority }).catch((refused: unknown) => refused);
    expect(error).toMatchObject({ code: 'LAKE.STORE_REFUSED' });
    expect(shown(error)).not.toContain('not the secret');
  });

  it('does not trust a store whose certificate nobody vouches for', async () => {
    double = await AdlsDouble.start({ entra: APPLICATION });
    const credential = identity(APPLICATION.clientSecret);
    await expect(openWith({ credential })).rejects.toMatchObject({ code: 'LAKE.STORE_UNAVAILABLE' });
  });
});
