import { expect, test } from 'vitest';
import { mappingJsonSchema } from '../../../lib/wsk/mapping/file/index.ts';

/** JSON as the formatter leaves it: an array of words that fits stays on its line. */
function formatted(value: object): string {
  const json = JSON.stringify(value, null, 2);
  return `${json.replace(/\[\s+("[^"]*"(?:,\s+"[^"]*")*)\s+\]/g, (whole, words: string) => {
    const line = `[${words.replace(/,\s+/g, ', ')}]`;
    return line.length <= 60 ? line : whole;
  })}\n`;
}

// Renewed by: npx vitest run test/wsk/mapping/schema.test.ts -u
test('the published JSON Schema of mapping files is the one that they are checked by', async () => {
  await expect(formatted(mappingJsonSchema())).toMatchFileSnapshot(
    '../../../schemas/wsktrace.mapping.schema.json',
  );
});
