import Link from 'next/link';
import { buttonClasses } from '@/components/ui/button.tsx';

/** The way in, once more. */
export const Closing = () => (
  <section aria-labelledby="closing-title" className="border-t">
    <div className="mx-auto flex max-w-6xl flex-col items-start gap-7 px-5 py-24 md:px-8 md:py-32">
      <h2
        id="closing-title"
        className="max-w-3xl text-4xl font-semibold tracking-[-0.04em] text-balance md:text-6xl md:leading-[1.03]"
      >
        Give it a screen and see what it does.
      </h2>
      <Link href="/sign-up" className={buttonClasses({ look: 'primary', size: 'large' })}>
        Start a desktop
      </Link>
    </div>
  </section>
);
