import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const BASE =
  /node_modules\/(react|react-dom|scheduler|react-router|react-i18next|i18next|@tanstack\/[^/]+|valibot)\//;

/** Builds the pages into `frontend/dist`. Where things run is read at run time from `/config.json`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Fonts and pictures stay files: an inlined `data:` script or style would break the policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every page stands on is one file: it compresses better, and stays in the cache.
          groups: [{ name: 'base', test: BASE }],
        },
      },
    },
  },
});
