import type { Link } from './link.ts';

/** Where the pointer is, behind everything that was sent before. */
export async function pointerOn(link: Link): Promise<{ x: number; y: number }> {
  const { client, root } = link;
  const at = await link.call<{ rootX: number; rootY: number }>((done) =>
    client.QueryPointer(root, done),
  );
  return { x: at.rootX, y: at.rootY };
}
