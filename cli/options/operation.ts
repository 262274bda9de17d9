import { InvalidArgumentError } from 'commander';
import { operationNumber } from '../../lib/wsk/index.ts';

/** A WSK operation by its name, in any case. */
export function parseOperation(name: string): number {
  const op = operationNumber(name);
  if (op === null) {
    throw new InvalidArgumentError('It has to be a WSK operation, as in Send, Receive or CloseSocket.');
  }
  return op;
}
