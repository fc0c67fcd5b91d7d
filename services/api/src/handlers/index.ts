import type { Handlers } from '@cyberdesk/generated/api/routes.gen';
import type { Context } from '../context.ts';
import { connectDesktop } from './connect-desktop.ts';
import { createDesktop } from './create-desktop.ts';
import { createKey } from './create-key.ts';
import { createStream } from './create-stream.ts';
import { deleteDesktop } from './delete-desktop.ts';
import { extendDesktop } from './extend-desktop.ts';
import { getDesktop } from './get-desktop.ts';
import { getHealth } from './get-health.ts';
import { getMe } from './get-me.ts';
import { getOpenApiDocument } from './get-open-api-document.ts';
import { getReadiness } from './get-readiness.ts';
import { getUsage } from './get-usage.ts';
import { getVersion } from './get-version.ts';
import { listDesktops } from './list-desktops.ts';
import { listKeys } from './list-keys.ts';
import { listRegions } from './list-regions.ts';
import { listSizes } from './list-sizes.ts';
import { listStreams } from './list-streams.ts';
import { revokeKey } from './revoke-key.ts';
import { revokeStream } from './revoke-stream.ts';
import { startDesktop } from './start-desktop.ts';
import { stopDesktop } from './stop-desktop.ts';
import { streamEvents } from './stream-events.ts';
import { updateDesktop } from './update-desktop.ts';
import { createBrowserConnection } from './create-browser-connection.ts';
import { createFileLink } from './create-file-link.ts';
import { createPreview } from './create-preview.ts';
import { listPreviews } from './list-previews.ts';
import { revokePreview } from './revoke-preview.ts';

/** One handler for each operation that is served here. */
export const handlers = {
  revokePreview,
  listPreviews,
  createPreview,
  createFileLink,
  createBrowserConnection,
  connectDesktop,
  createDesktop,
  createKey,
  createStream,
  deleteDesktop,
  extendDesktop,
  getDesktop,
  getHealth,
  getMe,
  getOpenApiDocument,
  getReadiness,
  getUsage,
  getVersion,
  listDesktops,
  listKeys,
  listRegions,
  listSizes,
  listStreams,
  revokeKey,
  revokeStream,
  startDesktop,
  stopDesktop,
  streamEvents,
  updateDesktop,
} satisfies Handlers<Context>;
