import { existsSync } from 'node:fs';
import { test } from 'vitest';
import type { TestAPI } from 'vitest';

/** A test that needs TigerVNC's X server (Debian: tigervnc-standalone-server). */
export const testWithX: TestAPI = test.skipIf(!existsSync('/usr/bin/Xtigervnc')) as TestAPI;
