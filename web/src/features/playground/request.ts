import type { UIMessage } from 'ai';

/** Which model plays, and with whose key. */
export interface ModelChoice {
  provider: 'demo' | 'anthropic' | 'openai';
  model: string;
  key: string;
}

export interface TurnRequest {
  desktopId: string;
  choice: ModelChoice;
  messages: UIMessage[];
}

const PROVIDERS = ['demo', 'anthropic', 'openai'];
const MAX_MESSAGES = 200;
export const MAX_BODY_BYTES = 2 * 1024 * 1024;

const text = (value: unknown, max: number): string =>
  typeof value === 'string' && value.length <= max ? value : '';

const readChoice = (value: unknown): ModelChoice | { detail: string } => {
  const { provider, model, key } = (value ?? {}) as Record<string, unknown>;
  if (!PROVIDERS.includes(String(provider))) return { detail: 'Choose demo, anthropic or openai.' };
  const choice = {
    provider: provider as ModelChoice['provider'],
    model: text(model, 100).trim(),
    key: text(key, 500).trim(),
  };
  if (choice.provider !== 'demo' && (!choice.key || !choice.model))
    return { detail: 'Enter the name of a model and your key for it, or choose the demo agent.' };
  return choice;
};

/** What a turn needs, or what is wrong with the request. */
export const readTurn = (body: unknown): TurnRequest | { detail: string } => {
  const { desktopId, choice, messages } = (body ?? {}) as Record<string, unknown>;
  const id = text(desktopId, 64);
  if (!/^dsk_[2-7a-z]{34}$/.test(id)) return { detail: 'Choose a desktop first.' };
  const chosen = readChoice(choice);
  if ('detail' in chosen) return chosen;
  if (!Array.isArray(messages) || messages.length === 0 || messages.length > MAX_MESSAGES)
    return { detail: `Send 1 to ${MAX_MESSAGES} messages. Begin a new conversation.` };
  return { desktopId: id, choice: chosen, messages: messages as UIMessage[] };
};
