/** Writes the main pages of the console to docs/images, as a mesh with some traffic shows them. */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { takeScreenshots } from './dist/index.js';

const folder = fileURLToPath(new URL('../../docs/images', import.meta.url));
await mkdir(folder, { recursive: true });
await takeScreenshots(folder);
process.exit(0);
