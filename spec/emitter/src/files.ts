import { crdFiles, customResources, typedDocument } from './crd.ts';
import type { Service } from './openapi.ts';
import type { OperationModel } from './operations.ts';
import { problemsFile } from './problems.ts';
import { clientFile, routesFile } from './routes.ts';
import { pythonResources, pythonRoutes } from './sdk/python.ts';
import { secretsFile } from './secrets.ts';
import { typescriptResources } from './sdk/typescript.ts';
import { typesFile } from './types.ts';

type File = [path: string, content: string];

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const python = 'sdks/python/src/cyberdesk';

export interface Roles {
  /** Short name of the service that serves the operations which all others forward. */
  forwardService: string;
  /** Short name of the service that the SDKs speak to. */
  sdkService: string;
}

function sdkFiles(service: Service): File[] {
  return [
    ['sdks/typescript/src/generated/resources.gen.ts', typescriptResources(service)],
    [`${python}/_generated_routes.py`, pythonRoutes(service)],
    [`${python}/_generated_resources.py`, pythonResources(service, false)],
    [`${python}/_generated_async_resources.py`, pythonResources(service, true)],
  ];
}

async function serviceFiles(service: Service, roles: Roles): Promise<File[]> {
  const own = service.name === roles.forwardService;
  const handled = (operation: OperationModel): boolean => own || !operation.forward;
  return [
    [`generated/openapi/${service.name}.3.0.json`, json(service.v30)],
    [`generated/openapi/${service.name}.3.1.json`, json(service.v31)],
    [`generated/${service.name}/types.gen.ts`, await typesFile(service.v30)],
    [`generated/${service.name}/routes.gen.ts`, routesFile(service, handled)],
    [`generated/${service.name}/client.gen.ts`, clientFile(service)],
    ...(service.name === roles.sdkService ? sdkFiles(service) : []),
  ];
}

/** All files by their path in the repository. A service of custom resources has no server and no document. */
export async function generatedFiles(services: Service[], roles: Roles): Promise<File[]> {
  const files: File[] = [
    ['generated/problems.gen.ts', problemsFile(services)],
    ['generated/secrets.gen.ts', secretsFile(services)],
  ];
  for (const [name, content] of crdFiles(services)) files.push([`generated/crd/${name}`, content]);
  for (const service of services) {
    if (customResources(service.v30).length === 0)
      files.push(...(await serviceFiles(service, roles)));
    else files.push(['generated/crd/types.gen.ts', await typesFile(typedDocument(service.v30))]);
  }
  return files;
}
