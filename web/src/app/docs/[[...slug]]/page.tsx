import { DocsBody, DocsDescription, DocsPage, DocsTitle } from 'fumadocs-ui/page';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { components } from '@/features/docs/components.tsx';
import { TryItSection } from '@/features/docs/try-it-section.tsx';
import { source } from '@/lib/docs/source.ts';

interface Props {
  params: Promise<{ slug?: string[] }>;
}

export default async function Page({ params }: Props) {
  const { slug } = await params;
  const page = source.getPage(slug);
  if (!page) notFound();
  const { body: Body, toc, title, description } = page.data;
  const operationId = slug?.[0] === 'api' ? slug[2] : undefined;
  const tryIt = operationId ? [{ title: 'Try it', url: '#try-it', depth: 2 }] : [];
  return (
    <DocsPage toc={[...toc, ...tryIt]}>
      <DocsTitle>{title}</DocsTitle>
      <DocsDescription className="mb-0">{description}</DocsDescription>
      <a href={`${page.url}.md`} className="text-sm text-muted underline underline-offset-4">
        This page as Markdown
      </a>
      <DocsBody>
        <Body components={components} />
        {operationId ? <TryItSection operationId={operationId} /> : undefined}
      </DocsBody>
    </DocsPage>
  );
}

/** Title and description for search engines and tabs. */
export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const page = source.getPage((await params).slug);
  if (!page) notFound();
  const { title, description } = page.data;
  return { title, ...(description ? { description } : {}), alternates: { canonical: page.url } };
};
