import { describe, expect, test } from 'vitest';
import { helpHtml } from '../../../lib/report/help/html.ts';

describe('a finding’s page as HTML', () => {
  test('keeps headings below the finding’s own, and leaves its title out', () => {
    expect(helpHtml('# title\n\n## Why\n\ntext')).toBe('<h4>Why</h4>\n<p>text</p>');
  });

  test('has lists whose items go on over several lines', () => {
    expect(helpHtml('- one\n  goes on\n- two')).toBe('<ul><li>one goes on</li><li>two</li></ul>');
    expect(helpHtml('1. first\n2. second')).toBe('<ol><li>first</li><li>second</li></ol>');
  });

  test('shows code as it is', () => {
    expect(helpHtml('```c\nif (a < b)\n  *p;\n```')).toBe('<pre>if (a &#60; b)\n  *p;</pre>');
    expect(helpHtml('call `f(<x>)` **now**')).toBe(
      '<p>call <code>f(&#60;x&#62;)</code> <strong>now</strong></p>',
    );
  });

  test('has tables, and links without an address', () => {
    expect(helpHtml('| a | b |\n|---|---|\n| 1 | [two](x.md) |')).toBe(
      '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>two</td></tr></tbody></table>',
    );
  });
});
