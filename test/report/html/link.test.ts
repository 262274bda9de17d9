import { describe, expect, test } from 'vitest';
import { importsOf, linkModules } from '../../../lib/report/html/link.ts';

describe('linking the page’s modules', () => {
  test('gives each what it imports, under the name that it uses', () => {
    const script = linkModules(
      [
        { path: 'lib/units.js', text: 'export function double(n) { return 2 * n; }\nconst hidden = 1;\n' },
        {
          path: 'lib/page/sum.js',
          text: "import { double as twice } from '../units.js';\nconst hidden = 5;\nexport const sum = twice(hidden);\n",
        },
        {
          path: 'lib/page/main.js',
          text: "import { isBig } from 'global';\nimport { sum } from './sum.js';\nresult.value = isBig(sum) ? sum : 0;\nexport {};\n",
        },
      ],
      { global: 'helpers' },
    );
    const result = { value: -1 };
    new Function('result', 'helpers', script)(result, { isBig: (n: number) => n > 9 });
    expect(result.value).toBe(10);
  });

  test('gives on what a module passes on, also where it uses that itself', () => {
    const script = linkModules(
      [
        { path: 'lib/count.js', text: 'export const one = 1;\nexport const two = 2;\n' },
        { path: 'lib/index.js', text: "export { one, two as couple } from './count.js';\n" },
        {
          path: 'lib/units.js',
          text: "import { one } from './index.js';\nexport { one, couple } from './index.js';\nconst three = one + 2;\nexport { three as trio };\n",
        },
        {
          path: 'lib/main.js',
          text: "import { couple, one, trio } from './units.js';\nresult.value = [one, couple, trio];\n",
        },
      ],
      {},
    );
    const result = { value: [] };
    new Function('result', script)(result);
    expect(result.value).toEqual([1, 2, 3]);
    expect(importsOf({ path: 'lib/index.js', text: "export { one } from './count.js';\n" })).toEqual([
      'lib/count.js',
    ]);
  });

  test('refuses a module that imports one that is not there: a page would be blank', () => {
    const module = { path: 'lib/main.js', text: "import { a } from './a.js';\n" };
    expect(() => linkModules([module], {})).toThrow(
      'lib/main.js imports ./a.js, which the page does not have',
    );
  });

  test('finds the files that a module imports', () => {
    const module = {
      path: 'lib/page/main.js',
      text: "import { a } from './a.js';\nimport { b } from '../b.js';\nimport { c } from 'package';\n",
    };
    expect(importsOf(module)).toEqual(['lib/page/a.js', 'lib/b.js']);
  });
});
