'use client';

import { useSyncExternalStore } from 'react';
import { useLive } from '#app/live/live-provider.tsx';
import { useBoard, useConnection } from '#app/live/use-session.ts';
import { Banner } from '#app/ui/banner.tsx';
import { Button } from '#app/ui/button.tsx';
import { Age } from './age.tsx';
import { lostWords } from './lost-words.ts';

/** All that is wrong and concerns the whole page. `saysFailed`: nothing else on it says that the sessions could not be loaded. */
export function TroubleBanners({ saysFailed = true }: { saysFailed?: boolean }) {
  const { store } = useLive();
  const connection = useConnection();
  const problem = useBoard((board) => board.problem);
  const refusal = useBoard((board) => board.refusal);
  const failed = useBoard((board) => board.failed);
  const hosts = useBoard((board) => board.hosts);
  return (
    <>
      {connection.kind === 'lost' && <LostBanner since={connection.since} closing={connection.closing} />}
      {problem && <Banner tone="bad" text={problem.message} />}
      {failed && saysFailed && (
        <Banner tone="bad" text={failed.message}>
          <Button onClick={store.subscribe}>Try again</Button>
        </Banner>
      )}
      {refusal && (
        <Banner tone="bad" text={refusal.message}>
          <Button onClick={store.dismissRefusal}>Hide</Button>
        </Banner>
      )}
      {[...hosts.values()].map((host) =>
        host.state === 'unreachable' ? (
          <Banner key={host.id} tone="warn" text={host.detail ?? `${host.name} does not answer; what its sessions do is not known now.`} />
        ) : null,
      )}
    </>
  );
}

function LostBanner({ since, closing }: { since: number; closing: boolean }) {
  const { clock } = useLive();
  const words = () => lostWords(clock.now() - since, closing);
  return (
    <Banner tone="warn" text={useSyncExternalStore(clock.subscribe, words, words)} isSilent>
      <Age since={since} />
    </Banner>
  );
}
