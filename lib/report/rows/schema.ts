import { type FrameSpec, SQL_TYPES } from '../../frames/index.ts';
import type { TextOptions } from '../text/options.ts';
import { wrap, wrapAfter } from '../text/wrap.ts';

/** The tables that SQL can ask, with each column's type, unit and meaning. */
export function schemaText(frames: readonly FrameSpec[], { style, width }: TextOptions): string {
  const columns = frames.flatMap((frame) => frame.columns);
  const names = Math.max(...columns.map(({ name }) => name.length));
  const types = Math.max(...Object.values(SQL_TYPES).map((type) => type.length));
  const indent = 2 + names + 2 + types + 2;
  return frames
    .map(({ name, description, columns }) =>
      [
        style.heading(name),
        wrap(description, width, '  '),
        ...columns.map((column) => {
          const unit = column.unit === null ? '' : ` (${column.unit})`;
          const begin = `  ${column.name.padEnd(names)}  ${SQL_TYPES[column.type].padEnd(types)}  `;
          return begin + wrapAfter(`${column.description}${unit}`, width, ' '.repeat(indent));
        }),
      ].join('\n'),
    )
    .join('\n\n')
    .concat('\n');
}

/** The same for programs. */
export function schemaRows(frames: readonly FrameSpec[]) {
  return frames.flatMap(({ name: table, columns }) =>
    columns.map(({ name, type, unit, description }) => ({
      table,
      column: name,
      type: SQL_TYPES[type],
      unit,
      description,
    })),
  );
}
