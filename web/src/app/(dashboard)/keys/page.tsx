import type { Metadata } from 'next';
import { KeyList } from '@/features/keys/key-list.tsx';
import { config } from '@/lib/config.ts';
import { requirePerson } from '@/lib/session.ts';

export const metadata: Metadata = { title: 'API keys' };

export default async function KeysPage() {
  await requirePerson('/keys');
  return <KeyList apiUrl={config().apiUrl} />;
}
