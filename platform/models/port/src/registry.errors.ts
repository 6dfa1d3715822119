import { defineErrors } from '@mesh/product';

/** What can go wrong between a service and the registry. */
export const RegistryErrors = defineErrors('REGISTRY', {
  REGISTRY_UNAVAILABLE: {
    kind: 'unavailable',
    title: 'The model registry does not answer',
    fix: 'Try again; look at GET /health/ready of the control plane.',
  },
  REGISTRY_REFUSED: {
    kind: 'conflict',
    title: 'The model registry refused the request',
    fix: 'Read registryCode: it names the error of the registry and how to correct it.',
  },
  ARTIFACT_CORRUPT: {
    kind: 'fault',
    title: 'The bytes of a model do not have the hash they were asked by',
    fix: 'Fetch the artifact again; when it stays so, restore the artifacts of the registry from a backup.',
  },
});
