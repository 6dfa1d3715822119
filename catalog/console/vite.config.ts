import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const CONTROL_PLANE = 'http://127.0.0.1:4000';
/** Path prefixes that the control plane answers itself. */
const SERVED = [
  '/catalog',
  '/access',
  '/api',
  '/evaluation',
  '/models',
  '/training',
  '/lineage/scores',
  '/console/settings.json',
];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // The control plane puts a fresh nonce in its place with every answer; Mantine writes a style element for its variables.
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: 'dist-site',
    emptyOutDir: true,
    target: 'es2022',
    // Browsers that know light-dark(): for older ones it would be rewritten to variables that Mantine does not set.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // A `data:` address would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
  },
  server: { host: '127.0.0.1', proxy: Object.fromEntries(SERVED.map((path) => [path, CONTROL_PLANE])) },
});
