/** Gives a file to the browser to keep. */
export const saveFile = (content: Blob, name: string): void => {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the address after this returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};

/** Letters and digits of a name and the time, joined by hyphens. */
export const fileName = (name: string, moment: Date, extension: string): string => {
  const base = name
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  const time = moment.toISOString().slice(0, 19).replaceAll(':', '-');
  return `${base || 'desktop'}-${time}.${extension}`;
};
