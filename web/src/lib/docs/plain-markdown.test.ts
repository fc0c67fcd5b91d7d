import { expect, test } from 'vitest';
import { plainMarkdown } from './plain-markdown.ts';

const compiled = `## Example request [#example-request]

<CodeBlockTabs defaultValue="curl">
  <CodeBlockTabsList>
    <CodeBlockTabsTrigger value="curl">
      curl
    </CodeBlockTabsTrigger>
  </CodeBlockTabsList>

  <CodeBlockTab value="curl">
    \`\`\`bash
    curl -sS url \\
      -o file
    \`\`\`
  </CodeBlockTab>

  <CodeBlockTab value="TypeScript">
    \`\`\`ts
    call();
    \`\`\`
  </CodeBlockTab>
</CodeBlockTabs>

## Response [#response]`;

test('blocks in tabs become blocks one after the other', () => {
  expect(plainMarkdown(compiled)).toBe(`## Example request

\`\`\`bash
curl -sS url \\
  -o file
\`\`\`

\`\`\`ts
call();
\`\`\`

## Response`);
});
