'use client';

import { PageFailure } from './parts/page-failure.tsx';

export default function PageError({ error }: { error: Error & { digest?: string } }) {
  return <PageFailure error={error} />;
}
