import type { Cyberdesk } from 'cyberdesk';

/** Letters and digits of a name, joined by hyphens. */
export const fileName = (name: string, moment: Date): string => {
  const base = name
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  const time = moment.toISOString().slice(0, 19).replaceAll(':', '-');
  return `${base || 'desktop'}-${time}.png`;
};

/** Takes a picture of the desktop at its own size and gives it to the browser to keep. */
export const downloadScreenshot = async (
  client: Cyberdesk,
  desktopId: string,
  name: string,
): Promise<void> => {
  const response = await client.resources.screen.screenshot(desktopId, {});
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(name, new Date());
  link.click();
  // The download reads the address after this returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
