import type { Metadata } from 'next';
import { Playground } from '@/features/playground/playground.tsx';
import { requirePerson } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'Playground' };

export default async function PlaygroundPage() {
  await requirePerson('/playground');
  return <Playground />;
}
