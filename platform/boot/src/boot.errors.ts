import { defineErrors } from '@mesh/product';

/** Why a mesh does not start. */
export const BootErrors = defineErrors('BOOT', {
  CONFIGURATION_INVALID: {
    kind: 'invalid',
    title: 'The configuration cannot be used',
    fix: 'Mend the variables listed in errors; their values are not shown.',
  },
  SERVICE_UNKNOWN: {
    kind: 'missing',
    title: 'There is no service of this name',
    fix: 'Name one that `mesh serve --help` lists.',
  },
  PORT_TAKEN: {
    kind: 'conflict',
    title: 'The port is taken by another program',
    fix: 'Stop it, or set MESH_PORT to another number.',
  },
  NOT_READY: {
    kind: 'unavailable',
    title: 'The mesh did not become ready in time',
    fix: 'See the log above for what it waits for.',
  },
  CREDENTIALS_MISSING: {
    kind: 'missing',
    title: 'The service has no credentials at the token issuer',
    fix: 'Set MESH_CLIENT_ID and MESH_CLIENT_SECRET, or share the MESH_HOME of the control plane.',
  },
});
