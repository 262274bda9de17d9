import { TraceError } from '../../etl/index.ts';
import type { ManifestProvider } from './model.ts';
import { ProviderReader } from './provider.ts';
import { readStrings } from './strings.ts';
import { descendants, readXml } from './xml.ts';

export type { ManifestProvider } from './model.ts';

/**
 * Reads an instrumentation manifest (.man), which is also the form that an EventSource writes into its trace.
 * @throws TraceError of kind `usage` that names the file and the line
 */
export function readManifest(xml: string, fileName: string): ManifestProvider[] {
  const root = readXml(xml, fileName);
  const strings = readStrings(root);
  const providers = descendants(root, 'provider').map((provider) =>
    new ProviderReader(provider, strings, fileName).read(),
  );
  if (providers.length === 0) {
    throw new TraceError('usage', 'not an instrumentation manifest: it declares no provider', {
      file: fileName,
    });
  }
  return providers;
}
