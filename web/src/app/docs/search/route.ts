import { createFromSource } from 'fumadocs-core/search/server';
import { source } from '@/lib/docs/source.ts';

/** Search in this process: no other service is asked. */
export const { GET } = createFromSource(source);
