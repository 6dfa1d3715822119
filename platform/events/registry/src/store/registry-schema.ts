import type { Provider } from '@nestjs/common';
import { Database, migrate, type Migration } from '@mesh/database';

/**
 * Schemas by what they say, each once and under one number for ever; the versions of a subject in the order in which they
 * were first heard; and which release of a contract meant which schema. `latest` is that of the highest release, also
 * when an older one is heard of later.
 */
const REGISTRY_MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-subjects',
    sql: `
      CREATE TABLE schema (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        digest text NOT NULL UNIQUE,
        meaning text NOT NULL,
        text text NOT NULL
      );
      CREATE TABLE subject (
        name text COLLATE "C" PRIMARY KEY,
        product text NOT NULL,
        port text NOT NULL,
        direction text NOT NULL CHECK (direction IN ('output', 'input')),
        release int[] NOT NULL,
        latest int NOT NULL
      );
      CREATE TABLE version (
        subject text COLLATE "C" NOT NULL REFERENCES subject ON DELETE CASCADE,
        version int NOT NULL,
        schema_id int NOT NULL REFERENCES schema,
        release text NOT NULL,
        PRIMARY KEY (subject, version),
        UNIQUE (subject, schema_id)
      );
      CREATE INDEX version_of_schema ON version (schema_id);
      CREATE TABLE release (
        urn text PRIMARY KEY,
        subject text NOT NULL,
        version int NOT NULL,
        FOREIGN KEY (subject, version) REFERENCES version ON DELETE CASCADE
      );`,
  },
];

/** Injection token: who asks for it finds the tables of the registry as they are to be. */
export const RegistrySchema = Symbol('RegistrySchema');

/** Brings the tables up to date before anything is written into them. */
export const registrySchema: Provider = {
  provide: RegistrySchema,
  inject: [Database],
  useFactory: async (database: Database) => {
    await migrate(database, 'registry', REGISTRY_MIGRATIONS);
    return REGISTRY_MIGRATIONS.map(({ name }) => name);
  },
};
