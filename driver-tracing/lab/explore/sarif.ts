import { relative, resolve } from 'node:path';
import {
  physicalLocation,
  RULE_TITLES,
  sarifLog,
  sarifNotification,
  sarifText,
} from '../../../lib/report/index.ts';
import { LAB_RULES } from './facts.ts';
import type { ReportInput } from './reporters.ts';
import type { ToldFinding } from './result.ts';
import { capital } from './text.ts';

const RULES = Object.entries({ ...LAB_RULES, ...RULE_TITLES });

/** A result for each finding, at its line in the driver's sources. */
export function labSarif({ result, folder, base, version }: ReportInput): string {
  return sarifLog({
    version,
    rules: RULES.map(([id, text]) => ({ id, shortDescription: { text } })),
    results: result.findings.map(resultOf),
    isSuccessful: result.faults.length === 0,
    notifications: [
      ...result.faults.map(({ script, text }) =>
        sarifNotification('error', `The lab itself failed in the run ${script}: ${text}`),
      ),
      ...result.doubts.map((doubt) => sarifNotification('warning', doubt)),
    ],
  });

  function resultOf(finding: ToldFinding): object {
    const { rule, severity, message, deviation, fingerprint, runs, known, function: name } = finding;
    return {
      ruleId: rule,
      ruleIndex: RULES.findIndex(([id]) => id === rule),
      level: severity,
      message: { text: sarifText(`${capital(deviation)} → ${message}`) },
      locations: [
        {
          ...physicalLocation({ path: pathOf(finding.file ?? result.driver), line: finding.line || 1 }),
          ...(name === null ? {} : { logicalLocations: [{ name, kind: 'function' }] }),
        },
      ],
      partialFingerprints: { 'wsktraceLab/v1': fingerprint },
      occurrenceCount: runs,
      baselineState: known ? 'unchanged' : 'new',
      properties: { confidence: finding.confidence, script: finding.script, run: finding.run },
    };
  }

  /** Relative to where the lab is run, which is the sources' root in a build; absolute where it lies outside. */
  function pathOf(file: string): string {
    const path = resolve(folder, file);
    const inside = relative(base, path);
    return inside.startsWith('..') ? path : inside;
  }
}
