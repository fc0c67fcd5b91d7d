import type { LanguageModelV4Prompt, LanguageModelV4ToolResultPart } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { nextStep, progressOf } from './demo-model.ts';
import { GO_ON } from './go-on.ts';

const user = (text: string): LanguageModelV4Prompt[number] => ({
  role: 'user',
  content: [{ type: 'text', text }],
});
const result = (text: string): LanguageModelV4Prompt[number] => ({
  role: 'tool',
  content: [
    {
      type: 'tool-result',
      toolCallId: 'call',
      toolName: 'click',
      output: { type: 'content', value: [{ type: 'text', text }] },
    } satisfies LanguageModelV4ToolResultPart,
  ],
});
const done = result('Done. The image shows the screen afterwards.');
const held = result('A person holds the control until 12:00. Wait until then.');

test('the script goes on by what succeeded', () => {
  expect(nextStep([user('Hello')]).tool).toBe('screenshot');
  expect(nextStep([user('Hello'), done]).tool).toBe('runCommand');
  expect(nextStep([user('Hello'), done, result('Exit code 0.')]).say).toContain('wait');
});

test('what failed is tried again, but not for ever', () => {
  const failed = result('Exit code 1.\nThe browser is still starting.');
  expect(nextStep([user('Hello'), done, done, failed]).tool).toBe('runCommand');
  expect(nextStep([user('Hello'), done, done, ...Array(6).fill(failed)]).tool).toBeUndefined();
});

test('when a person takes over it stops, and goes on where it was', () => {
  const taken = [user('Hello'), done, held];
  expect(nextStep(taken)).toMatchObject({ say: expect.stringContaining('You have the control') });
  expect(progressOf([...taken, user(GO_ON)])).toEqual({
    task: 'Hello',
    done: 1,
    failed: 0,
    isHeld: false,
  });
});

test('a new task begins anew, and what is typed names it', () => {
  const all = [user('One'), done, done, user('Two'), done, done, done, done];
  expect(nextStep(all)).toMatchObject({
    tool: 'type',
    input: { text: expect.stringContaining('You asked: Two') },
  });
});
