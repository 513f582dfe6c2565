import { Settings } from '#app/features/settings/settings.tsx';

export const dynamic = 'force-dynamic';

export default function SettingsPage() {
  return (
    <>
      <title>Settings · Beckon</title>
      <Settings />
    </>
  );
}
