/** Everything that an iterable yields. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** A body that arrives in these pieces. */
export function streamOf(
  chunks: Iterable<Uint8Array> | Iterator<Uint8Array>,
): ReadableStream<Uint8Array> {
  const iterator = Symbol.iterator in chunks ? chunks[Symbol.iterator]() : chunks;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}
