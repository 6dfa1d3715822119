import type { AdlsCredential } from './adls-credential.js';

/** An application that is known to Entra ID by a secret. */
export interface ClientSecret {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The identity of an application, or, without one, the identity of the machine: managed, of a workload, or of a developer. */
export async function entraCredential(application?: ClientSecret): Promise<AdlsCredential> {
  const { ClientSecretCredential, DefaultAzureCredential } = await import('@azure/identity');
  if (application === undefined) return new DefaultAzureCredential();
  const { tenantId, clientId, clientSecret } = application;
  return new ClientSecretCredential(tenantId, clientId, clientSecret);
}
