import { Configuration } from './configuration.js';

/** The one place where the services read the environment. */
export const readConfiguration = (domains: readonly string[]): Configuration => new Configuration(process.env, domains);
