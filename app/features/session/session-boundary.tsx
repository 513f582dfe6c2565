'use client';

import { Component, type ReactNode } from 'react';
import type { SessionId } from '#common/session.ts';
import { PageFailure } from '#app/parts/page-failure.tsx';

interface Held {
  readonly id: SessionId | null;
  readonly error: Error | null;
}

/**
 * Holds a failure of a session's page where it is: `error.tsx` of Next guards only pages, and this one is in the layout. Another
 * session is tried anew.
 */
export class SessionBoundary extends Component<{ id: SessionId; children: ReactNode }, Held> {
  override state: Held = { id: null, error: null };

  static getDerivedStateFromProps({ id }: { id: SessionId }, held: Held): Held | null {
    return held.id === id ? null : { id, error: null };
  }

  static getDerivedStateFromError(error: unknown): Partial<Held> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <PageFailure error={this.state.error} />;
  }
}
