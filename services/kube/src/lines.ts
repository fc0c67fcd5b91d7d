// etcd refuses objects above 1.5 MiB, so a longer line is not a watch event.
const maxLineBytes = 8 * 1024 * 1024;

/** Splits a byte stream at newlines; a partial last line is dropped, it was cut off. */
export async function* readLines(stream: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > maxLineBytes) throw new Error(`A line is longer than ${maxLineBytes} bytes.`);
    for (const line of lines) if (line.trim() !== '') yield line;
  }
}
