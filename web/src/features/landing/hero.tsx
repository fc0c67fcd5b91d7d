import Link from 'next/link';
import { ArrowRight } from 'lucide-react';
import { buttonClasses } from '@/components/ui/button.tsx';
import { LivePicture } from './live-picture.tsx';

/** What it is, in one sentence, and what it looks like. */
export const Hero = () => (
  <section aria-labelledby="hero-title" className="relative overflow-hidden">
    <div aria-hidden className="landing-grid absolute inset-0" />
    <div className="relative mx-auto max-w-6xl px-5 pt-16 md:px-8 md:pt-28">
      <h1
        id="hero-title"
        className="max-w-4xl text-[2.75rem] leading-[1.02] font-semibold tracking-[-0.045em] text-balance sm:text-6xl md:text-7xl lg:text-[5.25rem]"
      >
        A whole computer for your agent.
      </h1>
      <p className="mt-6 max-w-xl text-lg text-pretty text-muted md:text-xl md:leading-relaxed">
        Cyberdesk starts isolated virtual machines with a real screen. Create one with one call, let
        an agent work in it, watch it live, and take the mouse when you want it back.
      </p>
      <div className="mt-9 flex flex-wrap gap-3">
        <Link href="/sign-up" className={buttonClasses({ look: 'primary', size: 'large' })}>
          Start a desktop
          <ArrowRight className="size-4" aria-hidden />
        </Link>
        <Link href="#quickstart" className={buttonClasses({ size: 'large' })}>
          See the code
        </Link>
      </div>
      <LivePicture />
    </div>
  </section>
);
