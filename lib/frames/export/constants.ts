import type { Chunk, ChunkColumn } from '../column.ts';
import type { FrameSpec } from '../schema.ts';

/** A column of text that is the same in every row, behind the frame's own. */
export interface ConstantColumn {
  readonly name: string;
  readonly value: string | null;
  readonly description: string;
}

/** The frame with these columns. */
export function withConstants(spec: FrameSpec, constants: readonly ConstantColumn[]): FrameSpec {
  const columns = constants.map(({ name, description }) => ({
    name,
    description,
    type: 'text' as const,
    unit: null,
  }));
  return { ...spec, columns: [...spec.columns, ...columns] };
}

/** A chunk of the frame's own columns with these. */
export function addConstants({ rows, columns }: Chunk, constants: readonly ConstantColumn[]): Chunk {
  const added = constants.map(
    ({ name, value, description }): ChunkColumn => ({
      spec: { name, type: 'text', unit: null, description },
      values: new Uint16Array(rows).fill(value === null ? 0 : 1),
      texts: [null, value],
      isConstant: true,
    }),
  );
  return { rows, columns: [...columns, ...added] };
}
