import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findHelm, renderChart } from '../../local/cluster/helm.ts';
import { root } from './repository.ts';

const target = 'generated/chart/rbac.yaml';
const templates = ['templates/gateway/rbac.yaml', 'templates/operator/rbac.yaml'];
const head = '# Rendered by `npm run generate` from charts/cyberdesk; do not edit.\n';

/**
 * Roles of gateway and operator as the chart's own values make them: the local stack applies this file and needs no
 * Helm. Returns a warning when Helm could not be had and the file stays as it is; `required` makes that an error.
 */
export async function generateChartRoles(folder: string, required: boolean): Promise<string[]> {
  await mkdir(path.dirname(path.join(folder, target)), { recursive: true });
  try {
    await findHelm();
  } catch (error) {
    if (required) throw error;
    await copyFile(path.join(root, target), path.join(folder, target));
    return [`left ${target} as it is: ${(error as Error).message}`];
  }
  await writeFile(path.join(folder, target), head + (await renderChart({ only: templates })));
  return [];
}
