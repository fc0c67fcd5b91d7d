import type { ReactNode } from 'react';
import { classes } from '@/lib/classes.ts';

interface SectionProps {
  id: string;
  title: string;
  lead: ReactNode;
  className?: string;
  children: ReactNode;
}

/** One subject of the landing page: a heading, what it is about, and the thing itself. */
export const Section = ({ id, title, lead, className, children }: SectionProps) => (
  <section
    id={id}
    aria-labelledby={`${id}-title`}
    className={classes('scroll-mt-15 border-t', className)}
  >
    <div className="mx-auto max-w-6xl px-5 py-20 md:px-8 md:py-28">
      <div className="mb-12 flex max-w-2xl flex-col gap-4">
        <h2
          id={`${id}-title`}
          className="text-3xl font-semibold tracking-[-0.03em] text-balance md:text-[2.5rem] md:leading-[1.1]"
        >
          {title}
        </h2>
        <p className="text-lg text-pretty text-muted">{lead}</p>
      </div>
      {children}
    </div>
  </section>
);
