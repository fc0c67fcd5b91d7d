import { Agent, request } from 'node:https';
import { certificate } from './apiserver.ts';
import { tokenOf } from './identities.ts';

/** A Kubernetes object as YAML gives it. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
  spec?: object;
}

const plurals: Record<string, string> = {
  Namespace: 'namespaces',
  ServiceAccount: 'serviceaccounts',
  CustomResourceDefinition: 'customresourcedefinitions',
  Role: 'roles',
  RoleBinding: 'rolebindings',
  ClusterRole: 'clusterroles',
  ClusterRoleBinding: 'clusterrolebindings',
};

const pathOf = ({ apiVersion, kind, metadata }: KubernetesObject): string => {
  const plural = plurals[kind];
  if (!plural) throw new Error(`The stack applies no objects of kind ${kind}.`);
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const namespace = metadata.namespace ? `/namespaces/${metadata.namespace}` : '';
  return `${group}${namespace}/${plural}/${metadata.name}`;
};

/**
 * Server-side apply as the stack's administrator. Plain HTTP: the client library would send a CRD through its own
 * models, which lose every `x-kubernetes-…` member of the schema.
 */
export const applyObject = (port: number, object: KubernetesObject): Promise<KubernetesObject> =>
  call(port, 'PATCH', `${pathOf(object)}?fieldManager=cyberdesk-local&force=true`, object);

/** True when the cluster serves a custom resource: freshly defined it answers 404 and then 429 for a moment. */
export const isServed = (port: number, definition: KubernetesObject): Promise<boolean> => {
  const { group, names, versions } = definition.spec as CustomResource;
  const path = `/apis/${group}/${versions[0]?.name}/${names.plural}?limit=1`;
  return call(port, 'GET', path).then(
    () => true,
    () => false,
  );
};

interface CustomResource {
  group: string;
  names: { plural: string };
  versions: { name: string }[];
}

const call = (
  port: number,
  method: string,
  path: string,
  body?: object,
): Promise<KubernetesObject> =>
  new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${tokenOf('admin')}`,
      'content-type': 'application/apply-patch+yaml',
    };
    const agent = new Agent({ ca: certificate() });
    const sent = request(
      { host: '127.0.0.1', port, path, method, headers, agent, timeout: 30_000 },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => {
          if ((response.statusCode ?? 500) < 300) resolve(JSON.parse(text) as KubernetesObject);
          else reject(new Error(`The cluster refused ${method} ${path}: ${text.slice(0, 2_000)}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
