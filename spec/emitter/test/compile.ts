import path from 'node:path';
import {
  compile,
  createSourceFile,
  NodeHost,
  type CompilerHost,
  type Program,
} from '@typespec/compiler';
import { generatedFiles } from '../src/files.ts';
import { readServices } from '../src/services.ts';

/** Where the source seems to lie: libraries are found from there. */
const virtualFile = path.join(import.meta.dirname, 'virtual.tsp');

function hostWith(source: string): CompilerHost {
  return {
    ...NodeHost,
    readFile: (file) =>
      file === virtualFile
        ? Promise.resolve(createSourceFile(source, file))
        : NodeHost.readFile(file),
    stat: (file) =>
      file === virtualFile
        ? Promise.resolve({ isDirectory: () => false, isFile: () => true })
        : NodeHost.stat(file),
  };
}

/** Compiles TypeSpec text; problems are in the program's diagnostics. */
export function compileText(source: string, rules: string[] = []): Promise<Program> {
  const enable = Object.fromEntries(
    rules.map((rule) => [`@cyberdesk/emitter/${rule}` as const, true]),
  );
  return compile(hostWith(source), virtualFile, { linterRuleSet: { enable } });
}

/** Everything that the emitter makes of a file, by path. */
export async function emitFile(file: string): Promise<Map<string, string>> {
  const program = await compile(NodeHost, path.join(import.meta.dirname, file), {});
  const [first] = program.diagnostics;
  if (first) throw new Error(`${first.code}: ${first.message as string}`);
  const services = await readServices(program, 'Cyberdesk.Desktop');
  return new Map(await generatedFiles(services, { forwardService: 'execd', sdkService: 'api' }));
}
