/** What a console in a browser needs to know before anybody has signed in. */
export interface ConsoleSettings {
  /** The OpenID provider that people sign in at. */
  readonly issuer: string;
  /** The client that the console is registered as there. */
  readonly clientId: string;
  /** The audience to ask tokens for (RFC 8707). */
  readonly resource: string;
  readonly scope: string;
  /** Where the issuer sends people back to, below the address of the console. */
  readonly redirectPath: string;
  /** The domains of this mesh. */
  readonly domains: readonly string[];
}

/** Injection token; without a value there is no console to sign in to. */
export const ConsoleSettings = Symbol('ConsoleSettings');
