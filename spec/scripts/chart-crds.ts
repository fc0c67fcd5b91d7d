import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const target = 'charts/cyberdesk/templates/crds';

/** The chart's CRDs are templates, because Helm never upgrades what lies in `crds/`. */
export async function generateChartCrds(folder: string): Promise<void> {
  const source = path.join(folder, 'generated/crd');
  await mkdir(path.join(folder, target), { recursive: true });
  for (const name of await readdir(source)) {
    if (!name.endsWith('.yaml')) continue;
    const text = toTemplate(await readFile(path.join(source, name), 'utf8'));
    await writeFile(path.join(folder, target, name), text);
  }
}

/** Adds the switch, and the annotation that keeps every desktop's record when the release is uninstalled. */
export function toTemplate(crd: string): string {
  const literal = crd.replaceAll('{{', '{{ `{{` }}');
  const kept = literal.replace(
    /^metadata:\n/m,
    'metadata:\n  annotations:\n    helm.sh/resource-policy: keep\n',
  );
  if (kept === literal) throw new Error('A generated CRD has no metadata: mend spec/emitter.');
  return `{{- if .Values.crds.install }}\n${kept}{{- end }}\n`;
}
