import type { NextConfig } from 'next';

/** Telemetry is off by NEXT_TELEMETRY_DISABLED=1, which the build and the hub set; there is no switch for it here. */
const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Pages go over loopback: compressing them costs time and saves none.
  compress: false,
  images: { unoptimized: true },
  // `npm run types` checks them, of the tests as well; a build by somebody who only wants to start must not fail on a test.
  typescript: { ignoreBuildErrors: true },
  // Without it Turbopack looks for lock files above the checkout and may take the wrong folder for the root.
  turbopack: { root: import.meta.dirname },
};

export default config;
