/** Names that a driver could write into a trace to be taken for something else than a name. */
export const HOSTILE_NAMES: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onload='alert(1)",
  ']]> <!-- --> &amp; &#60;',
  '[link](https://example.com) ![image](www.example.com) @someone',
  '| cell | `code` ~~gone~~ **bold** __bold__ # head',
  '</code></td><x>',
  ':: ::error::forged ::stop-commands::x',
  'line\n::error title=forged::message\r\n##[error]forged\n##vso[task.complete result=Succeeded;]',
  '50% %0A:,done',
  '\u001b[31mred\u001b[0m\u0007\u0000\u009b',
  'right\u202eto\u202cleft\u2066',
  'lone\ud800half \ufffe',
  'é 漢字 🦊',
  '..\\..\\windows/..//x?y#z',
];
