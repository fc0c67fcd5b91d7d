import { Architecture } from '@/features/landing/architecture.tsx';
import { Closing } from '@/features/landing/closing.tsx';
import { Compared } from '@/features/landing/compared.tsx';
import { Hero } from '@/features/landing/hero.tsx';
import { Quickstart } from '@/features/landing/quickstart.tsx';
import { SelfHost } from '@/features/landing/self-host.tsx';
import { Uses } from '@/features/landing/uses.tsx';

export default function Landing() {
  return (
    <>
      <Hero />
      <Quickstart />
      <Uses />
      <Architecture />
      <Compared />
      <SelfHost />
      <Closing />
    </>
  );
}
