import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModel } from 'ai';
import { demoModel } from './demo-model.ts';
import type { ModelChoice } from './request.ts';

/** The model of a turn. The key passes through and is kept nowhere. */
export const chooseModel = ({ provider, model, key }: ModelChoice): LanguageModel => {
  if (provider === 'anthropic') return createAnthropic({ apiKey: key })(model);
  if (provider === 'openai') return createOpenAI({ apiKey: key })(model);
  return demoModel;
};
