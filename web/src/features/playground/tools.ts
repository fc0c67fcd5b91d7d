import { jsonSchema, tool, type ToolSet } from 'ai';
import { APIError, type Action, type CommandRequest, type Cyberdesk } from 'cyberdesk';
import { actionSchemas, commandSchema, type Schema } from './schemas.ts';

/** What a tool answers: to the model, and to the page. */
export interface StepOutput {
  /** In one sentence. */
  text: string;
  /** False when it was refused or failed. */
  ok: boolean;
  /** Somebody else holds the control: the agent must stop. */
  isHeld?: boolean;
  /** The screen afterwards, base64. */
  image?: { data: string; contentType: string };
}

/** So long the desktop may take to show what an action did, before it is looked at. */
const SETTLE_MS = 400;
const MAX_OUTPUT = 4_000;

/** The desktop as tools of a model: one for each action of the contract, and commands. */
export const desktopTools = (client: Cyberdesk, desktopId: string): ToolSet => {
  const { actions, commands } = client.resources;
  const act = async (action: Action, signal: AbortSignal | undefined): Promise<StepOutput> => {
    const settle = { type: 'wait', durationMs: SETTLE_MS } as const;
    const look = { type: 'screenshot', format: 'jpeg', quality: 70 } as const;
    const steps = action.type === 'screenshot' ? [look] : [action, settle, look];
    const batch = await actions.perform(
      desktopId,
      { actions: steps },
      { ...(signal ? { signal } : {}) },
    );
    const failed = batch.results.find(({ status }) => status === 'failed');
    const image = batch.results.at(-1)?.image;
    return {
      ok: failed === undefined,
      text: failed?.error ?? 'Done. The image shows the screen afterwards.',
      ...(image?.data ? { image: { data: image.data, contentType: image.contentType } } : {}),
    };
  };
  const run = async (
    wish: CommandRequest,
    signal: AbortSignal | undefined,
  ): Promise<StepOutput> => {
    const { exitCode, stdout, stderr, state } = await commands.run(desktopId, wish, {
      timeoutMs: 60_000,
      ...(signal ? { signal } : {}),
    });
    const said = [stdout, stderr].join('\n').trim().slice(0, MAX_OUTPUT);
    const end = state === 'finished' ? `Exit code ${exitCode}.` : `The command ${state}.`;
    return { ok: exitCode === 0, text: said ? `${end}\n${said}` : end };
  };
  const acting = Object.entries(actionSchemas()).map(([type, schema]) => [
    type,
    define(schema, (input, signal) => act({ ...input, type } as Action, signal)),
  ]);
  return {
    ...(Object.fromEntries(acting) as ToolSet),
    runCommand: define(commandSchema(), (input, signal) =>
      run(input as unknown as CommandRequest, signal),
    ),
  };
};

type Execute = (input: Schema, signal: AbortSignal | undefined) => Promise<StepOutput>;

const define = (schema: Schema, execute: Execute) =>
  tool({
    description: typeof schema['description'] === 'string' ? schema['description'] : '',
    inputSchema: jsonSchema<Schema>(schema),
    execute: (input, { abortSignal }) =>
      execute(input, abortSignal).catch((error: unknown) => refusal(error, abortSignal)),
    toModelOutput: ({ output: { text, image } }) => ({
      type: 'content',
      value: [
        { type: 'text', text },
        ...(image
          ? [{ type: 'file-data' as const, data: image.data, mediaType: image.contentType }]
          : []),
      ],
    }),
  });

/** A refusal is an answer that the model can act on; only an abort ends the turn. */
const refusal = (error: unknown, signal: AbortSignal | undefined): StepOutput => {
  if (signal?.aborted || !(error instanceof APIError)) throw error;
  const isHeld = error.code === 'controlHeld';
  return { ok: false, text: error.detail, ...(isHeld ? { isHeld } : {}) };
};
