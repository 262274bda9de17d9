import type { RawEvent } from '../../etl/index.ts';
import { type Cell, compare, isTrue } from './cell.ts';
import type { Expression, FieldPath } from './expression.ts';
import type { Operand } from './operand.ts';

/** Whether an event is one that is asked for; null where it lacks the field that this depends on. */
type Test = (event: RawEvent) => boolean | null;

/** Finds what a field of the expression is in events of one kind; null where they have none of that name. */
export type Resolve = (field: FieldPath) => Operand | null;

/** Makes the test of an expression for the events of one kind. */
export function bind(expression: Expression, resolve: Resolve): (event: RawEvent) => boolean {
  const test = testOf(expression, resolve);
  return (event) => test(event) === true;
}

function testOf(expression: Expression, resolve: Resolve): Test {
  switch (expression.kind) {
    case 'and':
      return joined(expression.parts, resolve, false);
    case 'or':
      return joined(expression.parts, resolve, true);
    case 'not': {
      const test = testOf(expression.part, resolve);
      return (event) => {
        const holds = test(event);
        return holds === null ? null : !holds;
      };
    }
    case 'truth':
      return anyCell(resolve(expression.field), isTrue);
    case 'like': {
      const { pattern } = expression;
      return anyCell(resolve(expression.field), ({ text }) => pattern.test(text));
    }
    case 'compare': {
      const { operator, value } = expression;
      // Of a list, `!=` asks that none is equal: it is what `not` makes of `=`.
      if (operator === '!=') {
        return testOf({ kind: 'not', part: { ...expression, operator: '=' } }, resolve);
      }
      return anyCell(resolve(expression.field), (cell) => compare(cell, operator, value));
    }
  }
}

/** One that is `decisive` decides; else one that can't be told leaves it open. */
function joined(parts: readonly Expression[], resolve: Resolve, decisive: boolean): Test {
  const tests = parts.map((part) => testOf(part, resolve));
  return (event) => {
    let result: boolean | null = !decisive;
    for (const test of tests) {
      const holds = test(event);
      if (holds === decisive) {
        return decisive;
      }
      result = holds === null ? null : result;
    }
    return result;
  };
}

function anyCell(operand: Operand | null, test: (cell: Cell) => boolean): Test {
  if (operand === null) {
    return () => null;
  }
  return (event) => {
    const cells = operand(event);
    return cells.length === 0 ? null : cells.some(test);
  };
}
