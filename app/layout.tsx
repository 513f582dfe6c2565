import './globals.css';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { PaletteHost } from './features/palette/palette-host.tsx';
import { NewSessionHost } from './features/new-session/new-session-host.tsx';
import { SessionActions } from './features/session/session-actions.tsx';
import { SessionRoom } from './features/session/session-room.tsx';
import { TerminalsProvider } from './features/terminal/terminals-provider.tsx';
import { THEME_COOKIE, themeSchema } from '#app/ui/theme.ts';
import { geist, geistMono } from './fonts/fonts.ts';
import { LivePage } from './parts/live-page.tsx';
import { Shell } from './parts/shell.tsx';

export const metadata: Metadata = {
  description: 'All your coding agents in one page on your own machine.',
  manifest: '/manifest.webmanifest',
  icons: { icon: { url: '/icon.svg', type: 'image/svg+xml' } },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  interactiveWidget: 'resizes-content',
  themeColor: [
    { media: '(prefers-color-scheme: dark)', color: '#0a0b0d' },
    { media: '(prefers-color-scheme: light)', color: '#f6f7f8' },
  ],
};

/**
 * Reading the cookie makes every page dynamic: only then does Next put the request's nonce on its scripts. The theme is in
 * the page before its first paint.
 */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeSchema.catch('system').parse((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang="en" className={`${geist.variable} ${geistMono.variable}`} data-theme={theme === 'system' ? undefined : theme}>
      <body>
        <LivePage>
          <TerminalsProvider>
            <SessionActions />
            <PaletteHost />
            <NewSessionHost />
            <Shell>
              <SessionRoom>{children}</SessionRoom>
            </Shell>
          </TerminalsProvider>
        </LivePage>
      </body>
    </html>
  );
}
