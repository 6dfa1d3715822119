import type { TokenCredential } from '@azure/identity';

/** Who the lake is to the store: a shared access signature, or an identity that gets tokens from Entra ID. */
export type AdlsCredential = { readonly sas: string } | TokenCredential;
