import { Skeleton } from '#app/ui/skeleton.tsx';
import { CARDS, CARD_PARTS } from './card-look.ts';

/** The places of the first cards while they are on their way. */
export function CardsToCome() {
  return (
    <div aria-hidden="true" className={CARDS}>
      {['1', '2', '3', '4', '5', '6'].map((each) => (
        <div key={each} className="flex flex-col rounded-xl border border-line bg-surface">
          <div className={`flex items-center gap-2 px-3 ${CARD_PARTS.head}`}>
            <Skeleton className="size-3.5 rounded-full" />
            <Skeleton className="h-3 w-28" />
          </div>
          <div className={`border-line border-y bg-t-ground ${CARD_PARTS.screen}`} />
          <div className={CARD_PARTS.foot} />
        </div>
      ))}
    </div>
  );
}
