import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { SessionActions } from './features/session/session-actions.tsx';
import { TerminalsProvider } from './features/terminal/terminals-provider.tsx';
import { LivePage } from './parts/live-page.tsx';

export const metadata: Metadata = {
  description: 'All your coding agents in one page on your own machine.',
  manifest: '/manifest.webmanifest',
  icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' } },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: dark)', color: '#0a0b0d' },
    { media: '(prefers-color-scheme: light)', color: '#f6f7f8' },
  ],
};

/** Reading the headers makes every page dynamic: only then does Next put the request's nonce on its scripts. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await headers();
  return (
    <html lang="en">
      <body>
        <LivePage>
          <TerminalsProvider>
            <SessionActions />
            {children}
          </TerminalsProvider>
        </LivePage>
      </body>
    </html>
  );
}
