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

  test('finds the files that a module imports', () => {
    const module = {
      path: 'lib/page/main.js',
      text: "import { a } from './a.js';\nimport { b } from '../b.js';\nimport { c } from 'package';\n",
    };
    expect(importsOf(module)).toEqual(['lib/page/a.js', 'lib/b.js']);
  });
});
