/** What is wrong with labels, or undefined. */
export const labelFault = (
  labels: Record<string, string>,
): { pointer: string; message: string } | undefined => {
  const entries = Object.entries(labels);
  if (entries.length > 32)
    return { pointer: '/labels', message: `has ${entries.length} labels; at most 32 are kept` };
  for (const [name, value] of entries) {
    const pointer = `/labels/${name}`;
    if (name.length < 1 || name.length > 63 || name.includes('='))
      return { pointer, message: 'has a name that is not 1 to 63 characters without `=`' };
    if (value.length > 255) return { pointer, message: 'has a value of more than 255 characters' };
  }
  return undefined;
};

/** `name=value` filters as labels. */
export const parseLabelFilters = (filters: string[]): Record<string, string> =>
  Object.fromEntries(
    filters.map((filter) => [
      filter.slice(0, filter.indexOf('=')),
      filter.slice(filter.indexOf('=') + 1),
    ]),
  );
