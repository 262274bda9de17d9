import { TraceError } from '../../etl/index.ts';
import { xmlText } from './encoding.ts';
import type { Manifest, ManifestProvider } from './model.ts';
import { ProviderReader } from './provider.ts';
import { readStrings } from './strings.ts';
import { descendants, type Element, readXml } from './xml.ts';

export type { Manifest, ManifestProvider } from './model.ts';

/**
 * Reads an instrumentation manifest (.man), which is also the form that an EventSource writes into its trace. Windows'
 * own manifests name tasks, opcodes and maps that they do not declare: what is not understood becomes a fault, and the
 * rest is used.
 * @param xml its text, or its bytes in the encoding that they declare
 * @throws TraceError of kind `usage` that names the file and the line, where it is no XML or declares no provider
 */
export function readManifest(xml: string | Uint8Array, fileName: string): Manifest {
  const root = readXml(typeof xml === 'string' ? xml : xmlText(xml, fileName), fileName);
  const strings = readStrings(root);
  const faults: string[] = [];
  const tell = (element: Element, reason: string) => {
    faults.push(`line ${element.line}: ${reason}`);
  };
  const counters = descendants(root, 'counters');
  // Performance counters have providers, too, of which no event comes.
  const ofCounters = new Set(counters.flatMap((each) => descendants(each, 'provider')));
  const declared = descendants(root, 'provider').filter((provider) => !ofCounters.has(provider));
  const providers = declared
    .map((provider) => new ProviderReader(provider, strings, tell).read())
    .filter((provider): provider is ManifestProvider => provider !== null);
  if (declared.length === 0) {
    const [first] = counters;
    if (first === undefined) {
      const reason = 'not an instrumentation manifest: it declares no provider';
      throw new TraceError('usage', reason, { file: fileName });
    }
    tell(first, 'it declares performance counters alone, and no events');
  }
  return { providers, faults };
}
