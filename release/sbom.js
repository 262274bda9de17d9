// The list of what is in a release, in CycloneDX's JSON (https://cyclonedx.org/docs/1.5/json/): npm's own list of what the
// package depends on, with what the bundler put into its files, which npm knows as tools of the build alone, and Node.
import { createHash } from 'node:crypto';

const DEVELOPMENT = 'cdx:npm:package:development';

/**
 * @param {object} parts
 * @param parts.all what npm lists of all that the lock file names
 * @param parts.production what it lists without what only the build needs
 * @param {{ name: string, version: string }[]} parts.bundled packages of which code or files are in what is released
 * @param parts.node `process.versions` of the Node that the executables are made of
 * @param {string} parts.name of the package, which npm takes from the folder
 * @param {string} parts.time of the release's commit: with it, and what it lists, the list is the same each time it is made
 */
export function sbomOf({ all, production, bundled, node, name, time }) {
  const root = production.metadata.component['bom-ref'];
  const shipped = production.components.map(({ 'bom-ref': ref }) => ref);
  const inFiles = bundled.flatMap(({ name: each, version }) => (isNode(each) ? [] : [`${each}@${version}`]));
  const listed = new Set([...shipped, ...inFiles]);
  const components = all.components
    .filter(({ 'bom-ref': ref }) => listed.has(ref))
    .map((component) => (inFiles.includes(component['bom-ref']) ? shippedComponent(component) : component));
  const missing = inFiles.filter((ref) => !components.some(({ 'bom-ref': known }) => known === ref));
  if (missing.length > 0) {
    throw new Error(`bundled, but not in package-lock.json: ${missing.join(', ')}`);
  }
  const nodeComponent = componentOfNode(node);
  const dependencies = all.dependencies
    .filter(({ ref }) => ref === root || listed.has(ref))
    .map(({ ref, dependsOn }) => ({
      ref,
      dependsOn: (ref === root
        ? [...listed, nodeComponent['bom-ref']]
        : dependsOn.filter((each) => listed.has(each))
      ).sort(),
    }));
  const sbom = {
    ...production,
    metadata: {
      ...production.metadata,
      timestamp: time,
      component: { ...production.metadata.component, type: 'application', name },
    },
    components: [...components, nodeComponent],
    dependencies: [...dependencies, { ref: nodeComponent['bom-ref'], dependsOn: [] }],
  };
  return { ...sbom, serialNumber: `urn:uuid:${uuidOf(JSON.stringify({ ...sbom, serialNumber: '' }))}` };
}

/** The packages that Node for each system comes in. */
function isNode(name) {
  return /^node-\w+-x64$/.test(name);
}

/** npm lists what is bundled as of the build alone. */
function shippedComponent({ properties, ...component }) {
  return {
    ...component,
    scope: 'required',
    properties: properties.filter(({ name }) => name !== DEVELOPMENT),
  };
}

function componentOfNode({ node, modules: _, napi: __, ...parts }) {
  const ref = `node@${node}`;
  return {
    'bom-ref': ref,
    type: 'platform',
    name: 'node',
    version: node,
    scope: 'required',
    description: 'In wsktrace and wsktrace.exe, not in the package',
    purl: `pkg:generic/node@${node}`,
    licenses: [{ license: { id: 'MIT' } }],
    components: Object.entries(parts).map(([part, version]) => ({
      'bom-ref': `${ref}/${part}@${version}`,
      type: 'library',
      name: part,
      version,
    })),
  };
}

/** Of a text, as RFC 9562 has it for a hash of one's own (version 8). */
function uuidOf(text) {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
