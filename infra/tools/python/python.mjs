/** Programs that read contracts and call services by their documents. */
import { fileURLToPath } from 'node:url';
import { virtualEnvironment } from '../virtual-environment.mjs';

export const python = virtualEnvironment({
  name: 'python',
  lock: fileURLToPath(new URL('requirements.lock', import.meta.url)),
  programs: { python: 'python', datacontract: 'datacontract', schemathesis: 'schemathesis' },
});
