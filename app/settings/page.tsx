import type { Metadata } from 'next';
import { Settings } from '#app/features/settings/settings.tsx';

export const metadata: Metadata = { title: 'Settings · Beckon' };
export const dynamic = 'force-dynamic';

export default function SettingsPage() {
  return <Settings />;
}
