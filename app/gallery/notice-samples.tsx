import { Banner } from '#app/ui/banner.tsx';
import { Button } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Kbd } from '#app/ui/kbd.tsx';
import { Skeleton } from '#app/ui/skeleton.tsx';
import { Spinner } from '#app/ui/spinner.tsx';
import { Tag } from '#app/ui/tag.tsx';
import { Sample } from './sample.tsx';

/** What says how things stand. */
export function NoticeSamples() {
  return (
    <>
      <Sample title="Small words">
        <Kbd>Ctrl</Kbd>
        <Kbd>K</Kbd>
        <Tag>claude</Tag>
        <Spinner label="Starting" />
      </Sample>
      <Sample title="Banners">
        <div className="w-full">
          <Banner tone="info" text="A newer version is here." />
          <Banner tone="warn" text="Lost the server. Sessions do not depend on it. Trying again." />
          <Banner tone="bad" text="The state folder is full, so nothing new can be written down.">
            <Button>Try again</Button>
          </Banner>
        </div>
      </Sample>
      <Sample title="Nothing yet, and on its way">
        <EmptyState title="No session yet" text="A session is one program in one terminal.">
          <Button tone="primary">New session</Button>
        </EmptyState>
        <div className="flex w-full max-w-sm flex-col gap-2">
          <Skeleton className="h-5 w-1/2" />
          <Skeleton />
          <Skeleton />
        </div>
      </Sample>
    </>
  );
}
