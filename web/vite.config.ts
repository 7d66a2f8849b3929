import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [
    sveltekit({
      adapter: adapter({ precompress: false }),
      csp: {
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          // Components set sizes of bars and tracks by style attributes.
          'style-src': ['self', 'unsafe-inline'],
          'img-src': ['self', 'data:', 'blob:'],
          'base-uri': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
          'object-src': ['none'],
        },
      },
    }),
  ],
  // light-dark() stays as written: the two themes are one table.
  build: { cssTarget: ['chrome123', 'firefox120', 'safari17.5'] },
});
