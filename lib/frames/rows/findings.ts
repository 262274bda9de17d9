import type { Analysis, Finding, Occurrence } from '../../wsk/index.ts';
import { setId } from '../column-builder.ts';
import { FrameBuilder, type SinkFor } from '../frame-builder.ts';
import { defineFrame, NO_UINT32 } from '../schema.ts';

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
});

/** Writes both frames of an analysis that is done. */
export function writeFindings(analysis: Analysis, sinkFor: SinkFor): void {
  const findings = new FrameBuilder(FINDINGS, sinkFor);
  const occurrences = new FrameBuilder(OCCURRENCES, sinkFor);
  for (const finding of analysis.findings) {
    writeFinding(finding, findings);
    for (const occurrence of finding.occurrences) {
      writeOccurrence(occurrence, finding, occurrences);
    }
  }
  findings.end();
  occurrences.end();
}

function writeFinding(finding: Finding, frame: FrameBuilder<typeof FINDINGS.types>): void {
  const at = frame.next();
  const { columns, texts } = frame;
  columns.fingerprint[at] = texts.fingerprint.numberOf(finding.fingerprint);
  columns.rule[at] = texts.rule.numberOf(finding.rule);
  columns.severity[at] = texts.severity.numberOf(finding.severity);
  columns.confidence[at] = texts.confidence.numberOf(finding.confidence);
  columns.provider[at] = texts.provider.numberOf(finding.provider);
  columns.op[at] = texts.op.numberOf(finding.op);
  columns.function[at] = texts.function.numberOf(finding.site.function);
  columns.line[at] = finding.site.line ?? NO_UINT32;
  columns.message[at] = texts.message.numberOf(finding.message);
  columns.count[at] = finding.count;
}

function writeOccurrence(
  occurrence: Occurrence,
  finding: Finding,
  frame: FrameBuilder<typeof OCCURRENCES.types>,
): void {
  const at = frame.next();
  const { columns, texts } = frame;
  const { callId, irpId, socketId } = occurrence.subject;
  const times = occurrence.evidence.map(({ timeNs }) => timeNs);
  columns.fingerprint[at] = texts.fingerprint.numberOf(finding.fingerprint);
  columns.rule[at] = texts.rule.numberOf(finding.rule);
  columns.confidence[at] = texts.confidence.numberOf(occurrence.confidence);
  setId(columns.callId, at, ...halves(callId));
  setId(columns.irpId, at, ...halves(irpId));
  setId(columns.socketId, at, ...halves(socketId));
  columns.firstNs[at] = times.length === 0 ? Number.NaN : Math.min(...times);
  columns.lastNs[at] = times.length === 0 ? Number.NaN : Math.max(...times);
  columns.consequences[at] = occurrence.consequences.length;
}

function halves(id: string | null): [low: number, high: number] {
  const value = BigInt(id ?? 0);
  return [Number(value & 0xffff_ffffn), Number(value >> 32n)];
}
