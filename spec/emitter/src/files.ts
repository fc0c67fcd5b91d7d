import { crdFiles, customResources, typedDocument } from './crd.ts';
import type { Service } from './openapi.ts';
import type { OperationModel } from './operations.ts';
import { problemsFile } from './problems.ts';
import { clientFile, routesFile } from './routes.ts';
import { typesFile } from './types.ts';

type File = [path: string, content: string];

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

async function serviceFiles(service: Service, forwardService: string): Promise<File[]> {
  const own = service.name === forwardService;
  const handled = (operation: OperationModel): boolean => own || !operation.forward;
  return [
    [`openapi/${service.name}.3.0.json`, json(service.v30)],
    [`openapi/${service.name}.3.1.json`, json(service.v31)],
    [`${service.name}/types.gen.ts`, await typesFile(service.v30)],
    [`${service.name}/routes.gen.ts`, routesFile(service, handled)],
    [`${service.name}/client.gen.ts`, clientFile(service)],
  ];
}

/** All files by their path under `generated/`. A service of custom resources has no server and no document. */
export async function generatedFiles(services: Service[], forwardService: string): Promise<File[]> {
  const files: File[] = [['problems.gen.ts', problemsFile(services)]];
  for (const [name, content] of crdFiles(services)) files.push([`crd/${name}`, content]);
  for (const service of services) {
    if (customResources(service.v30).length === 0)
      files.push(...(await serviceFiles(service, forwardService)));
    else files.push(['crd/types.gen.ts', await typesFile(typedDocument(service.v30))]);
  }
  return files;
}
