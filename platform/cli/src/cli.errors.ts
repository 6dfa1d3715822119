import { defineErrors } from '@mesh/product';

/** What can go wrong before a service has had a say. */
export const CliErrors = defineErrors('CLI', {
  SETTING_WRONG: {
    kind: 'invalid',
    title: 'A setting has a wrong value',
    fix: 'Correct the named variable and start again.',
  },
  OPTION_WRONG: {
    kind: 'invalid',
    title: 'An option has a wrong value',
    fix: 'See --help for what the named option takes.',
  },
  MESH_UNREACHABLE: {
    kind: 'unavailable',
    title: 'The mesh does not answer',
    fix: 'Is the mesh running? Start it with npm start, or point MESH_PORT at a running one.',
  },
  ANSWER_LATE: {
    kind: 'unavailable',
    title: 'A service did not answer in time',
    fix: 'Try again; when it stays so, look at /health/ready of the service.',
  },
  ANSWER_UNREADABLE: {
    kind: 'fault',
    title: 'A service answered something unreadable',
    fix: 'Check that MESH_PORT is the port of a mesh and not of another program.',
  },
  CREDENTIALS_MISSING: {
    kind: 'unauthenticated',
    title: 'There are no credentials to ask for a token with',
    fix: 'Start the mesh once on this MESH_HOME, or set MESH_TOKEN.',
  },
  IDENTITY_UNKNOWN: {
    kind: 'unauthenticated',
    title: 'No such identity',
    fix: 'Choose one of the identities in $MESH_HOME/credentials.json, for example --as dana-scientist.',
  },
  PURPOSE_NOT_ALLOWED: {
    kind: 'forbidden',
    title: 'The identity may not act for this purpose',
    fix: 'Choose one of the purposes of the identity in $MESH_HOME/credentials.json.',
  },
  EXPLAINS_NOTHING: {
    kind: 'missing',
    title: 'The product has no port that explains scores',
    fix: 'Name a product with a port explanations; mesh describe shows its ports.',
  },
  FILE_UNREADABLE: { kind: 'missing', title: 'The file cannot be read', fix: 'Check the path and its permissions.' },
  FILE_UNWRITABLE: {
    kind: 'fault',
    title: 'The file cannot be written',
    fix: 'Check the folder, its permissions and the free space.',
  },
  FILE_TOO_LARGE: {
    kind: 'invalid',
    title: 'The file is too large to be sent',
    fix: 'Send 1 MB at most; draw a sample of a larger file.',
  },
  TABLE_WRONG: {
    kind: 'invalid',
    title: 'The file is not a table that the model can read',
    fix: 'Give a CSV with a header line that names every feature of the model once; name the absent ones with --without.',
  },
  RUN_FAILED: {
    kind: 'fault',
    title: 'The training failed',
    fix: 'Read the code and detail of the run, correct the cause, train again.',
  },
  RUN_STILL_GOING: {
    kind: 'unavailable',
    title: 'The training has not finished in the time allowed',
    fix: 'Ask again later with --json and the run id, or allow more time with --timeout.',
  },
  PORT_UNKNOWN: {
    kind: 'missing',
    title: 'The product has no such input port',
    fix: 'Name one of the input ports that are known; mesh describe shows the product.',
  },
  FILE_UNSORTED: {
    kind: 'invalid',
    title: 'The times of the file go back too often to be replayed',
    fix: 'Sort the file by time first, for example with sort or DuckDB.',
  },
  ROW_TOO_LONG: {
    kind: 'invalid',
    title: 'A row is too long to be replayed',
    fix: 'Send the file without --replay-at: the row is refused then, and the others are taken.',
  },
  UPLOAD_STUCK: {
    kind: 'unavailable',
    title: 'The service takes no more of the file',
    fix: 'Run the command again later: it goes on where the service stands.',
  },
  NOTHING_ANSWERED: {
    kind: 'unavailable',
    title: 'No document was answered',
    fix: 'Is the mesh running, and may this identity use the port? Try mesh token --as bracelet-app.',
  },
  DOCUMENT_INVALID: {
    kind: 'fault',
    title: 'A document would not be valid by its own standard',
    fix: 'Correct the declaration where the findings point, or report them as a fault of the document writer.',
  },
  CONTRACT_UNKNOWN: {
    kind: 'missing',
    title: 'No such product has a contract in this workspace',
    fix: 'Name a product by its id, <domain>.<product>, or by its last part where that is enough.',
  },
  BASELINE_UNKNOWN: {
    kind: 'missing',
    title: 'There is nothing to compare with',
    fix: 'Give --against a folder that is there, or a revision that git knows.',
  },
  RELEASE_DAMAGED: {
    kind: 'conflict',
    title: 'A released copy does not say the version that it was released as',
    fix: 'Bring the folder back from git: a release is never changed.',
  },
  PUBLISHED_STALE: {
    kind: 'conflict',
    title: 'The published documents are not those of the declaration',
    fix: 'Run mesh emit, look at what changed, and release then.',
  },
  RELEASE_EXISTS: {
    kind: 'conflict',
    title: 'The version was released with other documents',
    fix: 'Give the declaration a version of its own; mesh check says the smallest that it deserves.',
  },
  VERSION_TOO_SMALL: {
    kind: 'conflict',
    title: 'The version is smaller than the changes deserve',
    fix: 'Raise the version of the declaration to the one that is named, or take the breaking change back; mesh check shows it.',
  },
  MAJOR_WITHOUT_END: {
    kind: 'conflict',
    title: 'Nobody was told of the end of the major version before',
    fix: 'Release the old major once more with `deprecated` in the declaration, then release the new one.',
  },
});
