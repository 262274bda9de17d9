import type { FindingOverBuilds } from '../../fleet/index.ts';

/** "irp-leak: Send in ClientSend". */
export function findingName({ rule, op, function: name }: FindingOverBuilds): string {
  const where = [op, name === null ? null : `in ${name}`].filter((part) => part !== null).join(' ');
  return where === '' ? rule : `${rule}: ${where}`;
}
