import { defineErrors } from '@mesh/product';

/** What goes wrong between the mesh and its database. */
export const DatabaseErrors = defineErrors('DATABASE', {
  UNREACHABLE: {
    kind: 'unavailable',
    title: 'The database cannot be reached',
    fix: 'Check that PostgreSQL runs at the configured address and accepts the configured account, then try again.',
  },
  TOO_SLOW: {
    kind: 'unavailable',
    title: 'The database did not answer in time',
    fix: 'Try again; if it stays slow, look for long transactions or raise the statement time-out.',
  },
  CLOSED: { kind: 'unavailable', title: 'The database connection is closed', fix: 'Open the database again.' },
  LISTEN_IN_TRANSACTION: {
    kind: 'fault',
    title: 'A transaction cannot listen for notifications',
    fix: 'Call listen on the database, not on a transaction.',
  },
  BAD_CAPABILITY: {
    kind: 'fault',
    title: 'The name of a capability does not make a schema name',
    fix: 'Use small letters, digits, dashes and underscores, beginning with a letter.',
  },
  MIGRATION_CHANGED: {
    kind: 'fault',
    title: 'A migration that was applied has been changed since',
    fix: 'Restore the text of the named migration and write the change as a new migration.',
  },
  MIGRATION_FAILED: {
    kind: 'fault',
    title: 'A migration was refused by PostgreSQL; nothing of it was kept',
    fix: 'Correct the named migration; the cause says what PostgreSQL refused.',
  },
  HOME_IN_USE: {
    kind: 'conflict',
    title: 'Another mesh is running on this home folder',
    fix: 'Stop the process with the named id, or start this mesh with another MESH_HOME.',
  },
  FOLDER_CLOSED: {
    kind: 'fault',
    title: 'PostgreSQL refuses to run as root, and the account it would run as cannot enter a folder',
    fix: 'Allow others to enter the named folder (chmod o+x), move the mesh and its home elsewhere, or start it without root.',
  },
  NO_BINARIES: {
    kind: 'fault',
    title: 'There is no embedded PostgreSQL for this platform',
    fix: 'Install the dependencies with their optional packages, or give the URL of a PostgreSQL server.',
  },
  NOT_CREATED: {
    kind: 'fault',
    title: 'The database cluster could not be created',
    fix: 'Check free space and permissions of the home folder; the cause has what initdb said.',
  },
  NOT_STARTED: {
    kind: 'fault',
    title: 'The embedded PostgreSQL did not start',
    fix: 'Read database.log in the home folder; the cause has its end.',
  },
});
