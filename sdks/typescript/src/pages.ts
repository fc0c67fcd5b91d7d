/** A page as the API gives it. */
export interface Page<Item> {
  items: Item[];
  nextCursor?: string;
}

/** Every item of a list, page after page, fetched as they are needed: `for await (const item of …)`. */
export const pages = <Item>(
  read: (cursor: string | undefined) => Promise<Page<Item>>,
): AsyncIterableIterator<Item> => {
  const walk = async function* (): AsyncGenerator<Item, void> {
    for (let cursor: string | undefined; ;) {
      const page = await read(cursor);
      yield* page.items;
      if (!page.nextCursor) return;
      cursor = page.nextCursor;
    }
  };
  return walk();
};
