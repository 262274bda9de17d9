import type { Analysis, Finding, Occurrence } from '../../wsk/index.ts';
import type { RowSinkFor } from '../row-block.ts';
import { RowWriter, setId } from '../row-writer.ts';
import { defineFrame, NO_UINT32 } from '../schema.ts';
import { IDENTITY } from './identity.ts';

export const FINDINGS = defineFrame('findings', 'One row for each finding: one rule broken at one site.', {
  fingerprint: ['text', 'the same for the same fault in every trace'],
  rule: ['text', 'the rule, as in never-completed'],
  severity: ['text', 'error or warning'],
  confidence: ['text', 'certain, likely or possible: the highest among its occurrences'],
  provider: ['text', 'name of the driver’s provider'],
  op: ['text', 'the WSK operation; none where the rule is about none'],
  function: ['text', 'the driver’s function'],
  line: ['uint32', 'the line in the driver’s source'],
  message: ['text', 'what happened, in a sentence'],
  count: ['uint32', 'how often it occurred'],
});

export const OCCURRENCES = defineFrame('occurrences', 'One row for each time that a finding occurred.', {
  fingerprint: ['text', 'the finding’s'],
  rule: ['text', 'the finding’s rule'],
  confidence: ['text', 'certain, likely or possible'],
  callId: ['id', 'the call that it is about'],
  irpId: ['id', 'the IRP that it is about'],
  socketId: ['id', 'the socket that it is about'],
  firstNs: ['ns', 'time of the first event that proves it'],
  lastNs: ['ns', 'time of the last event that proves it'],
  consequences: ['uint32', 'what else is left behind because of it'],
  ...IDENTITY,
});

/** Writes both frames of an analysis that is done. */
export function writeFindings(analysis: Analysis, sinkFor: RowSinkFor): void {
  const findings = new RowWriter(FINDINGS, sinkFor);
  const occurrences = new RowWriter(OCCURRENCES, sinkFor);
  for (const finding of analysis.findings) {
    writeFinding(finding, findings);
    for (const occurrence of finding.occurrences) {
      writeOccurrence(occurrence, finding, occurrences);
    }
  }
  findings.end();
  occurrences.end();
}

function writeFinding(finding: Finding, frame: RowWriter<typeof FINDINGS.types>): void {
  const at = frame.next();
  const { row, slots, texts } = frame;
  row[at + slots.fingerprint] = texts.fingerprint.numberOf(finding.fingerprint);
  row[at + slots.rule] = texts.rule.numberOf(finding.rule);
  row[at + slots.severity] = texts.severity.numberOf(finding.severity);
  row[at + slots.confidence] = texts.confidence.numberOf(finding.confidence);
  row[at + slots.provider] = texts.provider.numberOf(finding.provider);
  row[at + slots.op] = texts.op.numberOf(finding.op);
  row[at + slots.function] = texts.function.numberOf(finding.site.function);
  row[at + slots.line] = finding.site.line ?? NO_UINT32;
  row[at + slots.message] = texts.message.numberOf(finding.message);
  row[at + slots.count] = finding.count;
}

function writeOccurrence(
  occurrence: Occurrence,
  finding: Finding,
  frame: RowWriter<typeof OCCURRENCES.types>,
): void {
  const at = frame.next();
  const { row, slots, texts } = frame;
  const { callId, irpId, socketId } = occurrence.subject;
  const times = occurrence.evidence.map(({ timeNs }) => timeNs);
  row[at + slots.fingerprint] = texts.fingerprint.numberOf(finding.fingerprint);
  row[at + slots.rule] = texts.rule.numberOf(finding.rule);
  row[at + slots.confidence] = texts.confidence.numberOf(occurrence.confidence);
  setId(row, at + slots.callId, ...halves(callId));
  setId(row, at + slots.irpId, ...halves(irpId));
  setId(row, at + slots.socketId, ...halves(socketId));
  row[at + slots.firstNs] = times.length === 0 ? Number.NaN : Math.min(...times);
  row[at + slots.lastNs] = times.length === 0 ? Number.NaN : Math.max(...times);
  row[at + slots.consequences] = occurrence.consequences.length;
  row[at + slots.provider] = texts.provider.numberOf(finding.provider);
  row[at + slots.load] = occurrence.load;
}

function halves(id: string | null): [low: number, high: number] {
  const value = BigInt(id ?? 0);
  return [Number(value & 0xffff_ffffn), Number(value >> 32n)];
}
