import { jsonText } from '../../text/index.ts';
import { wellFormed } from './escape.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
/** GitHub keeps the first 5,000 results of a run. */
const MAX_RESULTS = 5000;

export interface SarifRule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly helpUri?: string;
  readonly help?: { readonly text: string; readonly markdown?: string };
}

export interface SarifNotification {
  readonly level: 'error' | 'warning';
  readonly message: { readonly text: string };
}

export interface SarifInput {
  readonly version: string;
  readonly rules: readonly SarifRule[];
  /** All of them with a place: readers reject a whole file for one without. */
  readonly results: readonly object[];
  /** Whether the tool could do its work. */
  readonly isSuccessful: boolean;
  readonly notifications: readonly SarifNotification[];
}

/** SARIF 2.1.0: one run of wsktrace, with its results. */
export function sarifLog({ version, rules, results, isSuccessful, notifications }: SarifInput): string {
  const left = results.length - MAX_RESULTS;
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'wsktrace', semanticVersion: version, rules } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: isSuccessful,
            toolExecutionNotifications: [
              ...notifications,
              ...(left > 0 ? [sarifNotification('warning', `${left} results are left out.`)] : []),
            ],
          },
        ],
        results: results.slice(0, MAX_RESULTS),
      },
    ],
  };
  return `${jsonText(log, 2)}\n`;
}

export function sarifNotification(level: SarifNotification['level'], text: string): SarifNotification {
  return { level, message: { text: sarifText(text) } };
}

/** @param line from 1 */
export function physicalLocation({ path, line }: { readonly path: string; readonly line: number }) {
  return { physicalLocation: { artifactLocation: { uri: toUri(path) }, region: { startLine: line } } };
}

/**
 * A path as a URI reference (RFC 8089 for drives and shares), relative to the sources’ root unless it is absolute. A path
 * such as \\?\C:\traces names what C:\traces does.
 */
function toUri(path: string): string {
  const plain = wellFormed(path)
    .replaceAll('\\', '/')
    .replace(/^\/\/\?\/UNC\//i, '//')
    .replace(/^\/\/[?.]\/(?=[A-Za-z]:)/, '');
  const encoded = plain.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(plain)) {
    return `file:///${encoded.replace('%3A', ':')}`;
  }
  if (encoded.startsWith('//')) {
    return `file:${encoded}`;
  }
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}

/** Square brackets in a message make links (SARIF 2.1.0, 3.11.6). */
export function sarifText(text: string): string {
  return wellFormed(text).replace(/[\\[\]]/g, '\\$&');
}
