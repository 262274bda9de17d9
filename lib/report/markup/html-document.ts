import { escapeHtml } from './escape.ts';

export interface HtmlDocument {
  /** As text. */
  readonly title: string;
  readonly style: string;
  /** What names the scripts that may run in a Content-Security-Policy, as 'sha256-…'; none may unless told. */
  readonly scriptSources?: readonly string[];
  /** What the policy allows or forbids besides, as directives of a Content-Security-Policy. */
  readonly policy?: readonly string[];
  /** As HTML. */
  readonly body: string;
}

/**
 * A whole document that needs nothing else. Its policy forbids everything from elsewhere and all scripts but those
 * named, so that a name from a trace that got through the escaping would still be dead text.
 */
export function htmlDocument({
  title,
  style,
  scriptSources = [],
  policy: more = [],
  body,
}: HtmlDocument): string {
  const policy = [
    "default-src 'none'",
    ...(scriptSources.length === 0 ? [] : [`script-src ${scriptSources.join(' ')}`]),
    ...more,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="wsktrace">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
