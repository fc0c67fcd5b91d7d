import Image from 'next/image';
import { classes } from '@/lib/classes.ts';

const SIZE = { width: 1440, height: 900 };
const sizes = '(min-width: 72rem) 68rem, 94vw';
const alt =
  'The dashboard with a desktop that runs: its screen is drawn in the page, with the state, the time left and the controls around it.';

/** The dashboard itself, as the browser test saw it; one picture for each theme, of which the page loads one. */
export const LivePicture = () => (
  <figure className="mt-14 md:mt-20">
    <div className="rounded-t-2xl border border-b-0 bg-surface p-1.5 pb-0 shadow-raised md:rounded-t-3xl md:p-2.5 md:pb-0">
      <div className="relative overflow-hidden rounded-t-xl border border-b-0 md:rounded-t-2xl">
        <Picture src="/live-desktop.png" className="dark:hidden" />
        <Picture src="/live-desktop-dark.png" className="hidden dark:block" />
      </div>
    </div>
  </figure>
);

const Picture = ({ src, className }: { src: string; className: string }) => (
  <Image
    src={src}
    alt={alt}
    {...SIZE}
    sizes={sizes}
    className={classes('h-auto w-full', className)}
  />
);
