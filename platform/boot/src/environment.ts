import { Configuration } from './configuration.js';

/** The one place where the services read the environment. */
export const readConfiguration = (): Configuration => new Configuration(process.env);
