import type { EmitContext } from '@typespec/compiler';
import { emitFile } from '@typespec/compiler';
import { generatedFiles } from './files.ts';
import type { EmitterOptions } from './lib.ts';
import { readServices } from './services.ts';

export { $lib } from './lib.ts';
export { $linter } from './linter.ts';

/** Writes everything that comes from the contract alone: `generated/` and the resource classes of the SDKs. */
export async function $onEmit(context: EmitContext<EmitterOptions>): Promise<void> {
  const { program, options, emitterOutputDir } = context;
  const services = await readServices(program, options['forward-namespace'] ?? '');
  if (program.compilerOptions.noEmit || program.hasError()) return;
  const files = await generatedFiles(services, {
    forwardService: options['forward-service'] ?? '',
    sdkService: options['sdk-service'] ?? '',
  });
  for (const [file, content] of files)
    await emitFile(program, { path: `${emitterOutputDir}/${file}`, content });
}
