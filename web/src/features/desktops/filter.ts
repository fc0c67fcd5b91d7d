import type { DesktopData } from 'cyberdesk';

/** Desktops whose name, id or labels hold every word that is looked for. */
export const search = (desktops: DesktopData[], text: string): DesktopData[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return desktops;
  return desktops.filter(({ id, name, labels }) => {
    const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
    const searched = [name, id, ...pairs].join('\n').toLowerCase();
    return words.every((word) => searched.includes(word));
  });
};
