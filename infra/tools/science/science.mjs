/** What data scientists work with, each unmodified: models, metrics and drift are compared with theirs. */
import { fileURLToPath } from 'node:url';
import { virtualEnvironment } from '../virtual-environment.mjs';

export const science = virtualEnvironment({
  name: 'science',
  lock: fileURLToPath(new URL('requirements.lock', import.meta.url)),
  programs: { 'science-python': 'python', mlflow: 'mlflow', papermill: 'papermill' },
});
