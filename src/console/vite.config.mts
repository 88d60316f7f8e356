import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

/** The pages, built once to dist/console and served by the API process: no CDN, nothing inline. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [tailwindcss()],
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    manifest: true,
    // The policy of content security allows no inline data but the icon.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Packages say "use client" for servers that render React; here everything runs in the browser.
      onLog: (level, log, next) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') next(level, log);
      },
    },
  },
});
