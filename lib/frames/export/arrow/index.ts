import type { ExportFormat } from '../frame-file.ts';
export const arrow: ExportFormat = {
  extension: 'arrow',
  open: () => {
    throw new Error('todo');
  },
};
