import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import type { FieldError } from '@mesh/product';
import { inPlaceOrder } from '@mesh/workspace';
import { BootErrors } from './boot.errors.js';
import { lakeChoice, type LakeChoice } from './lake-choice.js';
import { installerEnvironment } from './installer-environment.js';
import { eventsConfiguration, type EventsConfiguration } from './events-configuration.js';

const DEFAULT_PORT = 4_000;
const LAST_PORT = 65_535;

type Variables = Readonly<Record<string, string | undefined>>;

/** The configuration of a mesh or of one of its services: read once, frozen, and wrong values named but never shown. */
export class Configuration {
  readonly home: string;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | undefined;
  readonly oidcIssuer: string | undefined;
  readonly oidcAudience: string;
  readonly oidcConsoleClientId: string | undefined;
  readonly controlPlaneUrl: string;
  readonly client: { readonly id: string; readonly secret: string } | undefined;
  readonly logLevel: string;
  /** What makes Python environments for recipes may know: where programs and packages are found, and through whom. */
  readonly installerEnvironment: Readonly<Record<string, string>>;
  /** The domains that a mesh may have, in the order of their ports: they listen right above the control plane. */
  readonly domains: readonly string[];
  /** Where the lake lies, and who it is to the store. */
  readonly lake: LakeChoice;
  /** Where the keys lie that seal persons: one folder for all services of one database. */
  readonly subjectKeysFolder: string;
  /** Which engine holds the event log, and how it is reached. */
  readonly events: EventsConfiguration;

  /** `domains` are those that are there to be served; the promised ones have their place without being there. */
  constructor(variables: Variables, domains: readonly string[] = []) {
    this.domains = inPlaceOrder(domains);
    const errors: FieldError[] = [];
    const read = <Value>(
      name: string,
      fallback: string,
      meaning: string,
      parse: (text: string) => Value | undefined,
    ): Value => {
      const value = parse(variables[name] ?? fallback);
      if (value === undefined) errors.push({ pointer: name, rule: 'configuration', message: `must be ${meaning}` });
      return value as Value;
    };
    this.home = resolve(variables['MESH_HOME'] ?? '.mesh');
    this.subjectKeysFolder = resolve(variables['SUBJECT_KEYS_FOLDER'] || join(this.home, 'keys', 'subjects'));
    this.host = read('MESH_HOST', '127.0.0.1', 'an IP address to bind to', (text) =>
      isIP(text) === 0 ? undefined : text,
    );
    const lastPort = LAST_PORT - this.domains.length;
    this.port = read('MESH_PORT', String(DEFAULT_PORT), `a port from 1 to ${lastPort}`, portUpTo(lastPort));
    this.logLevel = read('LOG_LEVEL', 'warn', 'debug, info, warn or error', (text) =>
      ['debug', 'info', 'warn', 'error'].find((level) => level === text),
    );
    this.events = eventsConfiguration(variables, errors);
    this.lake = lakeChoice(variables, this.home, errors);
    const url = (protocols: readonly string[]) => (text: string) =>
      text === '' || (URL.canParse(text) && protocols.includes(new URL(text).protocol)) ? text : undefined;
    this.databaseUrl =
      read('DATABASE_URL', '', 'a URL beginning postgres://', url(['postgres:', 'postgresql:'])) || undefined;
    this.oidcIssuer =
      read('OIDC_ISSUER', '', 'the https URL of an OpenID provider', url(['https:', 'http:'])) || undefined;
    this.oidcAudience = variables['OIDC_AUDIENCE'] ?? 'urn:mesh';
    this.oidcConsoleClientId = variables['OIDC_CONSOLE_CLIENT_ID'] || undefined;
    this.controlPlaneUrl =
      read('MESH_CONTROL_PLANE_URL', '', 'the URL of the control plane', url(['https:', 'http:'])) ||
      `http://127.0.0.1:${this.port}`;
    const [id, secret] = [variables['MESH_CLIENT_ID'], variables['MESH_CLIENT_SECRET']];
    if ((id === undefined) !== (secret === undefined)) {
      errors.push({
        pointer: 'MESH_CLIENT_SECRET',
        rule: 'configuration',
        message: 'must be set together with MESH_CLIENT_ID',
      });
    }
    this.client = id !== undefined && secret !== undefined ? { id, secret } : undefined;
    this.installerEnvironment = installerEnvironment(variables);
    if (errors.length > 0) throw BootErrors.CONFIGURATION_INVALID({ errors });
    Object.freeze(this);
  }

  /** The issuer whose tokens are taken: an external one, or the control plane's own. */
  get issuer(): string {
    return this.oidcIssuer ?? this.controlPlaneUrl;
  }

  /** Where a domain service listens. */
  portOf(domain: string): number {
    const place = this.domains.indexOf(domain);
    if (place < 0) throw BootErrors.SERVICE_UNKNOWN();
    return this.port + 1 + place;
  }
}

const portUpTo =
  (last: number) =>
  (text: string): number | undefined => {
    const port = Number(text);
    return Number.isInteger(port) && port >= 1 && port <= last ? port : undefined;
  };
