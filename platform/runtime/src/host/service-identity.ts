/** Which service this process runs, and which of its instances. */
export interface ServiceIdentity {
  readonly name: string;
  /** New with each start. */
  readonly instance: string;
  /** Folder for what may be lost and fetched again. */
  readonly cacheFolder: string;
}

/** Injection token of the identity. */
export const ServiceIdentity = Symbol('ServiceIdentity');
