/** Where a value holds text that cannot be stored: a NUL character or half of a surrogate pair. */
export const unstorableText = (value: unknown, pointer = ''): string | undefined => {
  if (typeof value === 'string')
    return value.includes('\0') || !value.isWellFormed() ? pointer : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const found =
      unstorableText(name, `${pointer}/${name}`) ?? unstorableText(member, `${pointer}/${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
};
