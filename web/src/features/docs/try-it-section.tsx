import { config } from '@/lib/config.ts';
import { operationById } from '@/lib/docs/contract.ts';
import { exampleRequest } from '@/lib/docs/example.ts';
import { TryIt } from './try-it.tsx';

/** The console below the reference page of an operation. */
export const TryItSection = ({ operationId }: { operationId: string }) => {
  const operation = operationById(operationId);
  if (!operation) return undefined;
  const { body, query, isBinary } = exampleRequest(operation);
  const fields = operation.parameters.map(({ name, in: place, required }) => ({
    name,
    place,
    isRequired: required,
    initial: place === 'query' && name in query ? String(query[name]) : '',
  }));
  return (
    <section aria-labelledby="try-it" className="not-prose mt-10 border-t pt-8">
      <h2 id="try-it" className="text-2xl font-semibold">
        Try it
      </h2>
      <p className="mt-2 mb-5 text-sm text-muted">
        Sends a real request from this page. The key stays in the memory of this tab and is gone
        when you reload.
      </p>
      <TryIt
        operation={{
          method: operation.method,
          path: operation.path,
          needsKey: operation['x-scopes'] !== undefined,
          fields,
          isBinary,
          ...(body === undefined ? {} : { body: JSON.stringify(body, undefined, 2) }),
        }}
        apiUrl={config().apiUrl}
      />
    </section>
  );
};
