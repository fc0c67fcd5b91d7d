import { existsSync } from 'node:fs';

/** Whether TigerVNC's X server is here (Debian: tigervnc-standalone-server); its tests are skipped without it. */
export const hasX = existsSync('/usr/bin/Xtigervnc');
