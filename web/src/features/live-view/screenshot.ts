import type { Cyberdesk } from 'cyberdesk';
import { fileName, saveFile } from '@/lib/download.ts';

/** Takes a picture of the desktop at its own size and gives it to the browser to keep. */
export const downloadScreenshot = async (
  client: Cyberdesk,
  desktopId: string,
  name: string,
): Promise<void> => {
  const response = await client.resources.screen.screenshot(desktopId, {});
  saveFile(await response.blob(), fileName(name, new Date(), 'png'));
};
