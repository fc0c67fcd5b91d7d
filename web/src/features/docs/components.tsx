import Link from 'fumadocs-core/link';
import defaultComponents from 'fumadocs-ui/mdx';
import type { ComponentProps } from 'react';

/** Pages have many links: they are loaded when they are followed. */
const PlainLink = (props: ComponentProps<'a'>) => <Link {...props} prefetch={false} />;

/** Wide tables scroll by themselves; the keyboard must reach them for that. */
const Table = (props: ComponentProps<'table'>) => (
  <div
    role="region"
    aria-label="Table"
    tabIndex={0}
    className="prose-no-margin relative my-6 overflow-auto"
  >
    <table {...props} />
  </div>
);

/** What Markdown of the documentation becomes. */
export const components = { ...defaultComponents, a: PlainLink, table: Table };
