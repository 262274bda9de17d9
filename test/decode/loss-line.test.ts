import { expect, test } from 'vitest';
import { lossLine } from '../../lib/decode/index.ts';

test.each([
  [0, 0, 0, null],
  [1, 0, 0, 'lost while recording: 1 event, 0 buffers'],
  [1200, 1, 0, 'lost while recording: 1,200 events, 1 buffer'],
  [0, 0, 1, 'lost while recording: 0 events, 0 buffers; 1 buffer tells of losses before it'],
  [2, 0, 3, 'lost while recording: 2 events, 0 buffers; 3 buffers tell of losses before them'],
])(
  'of %i events, %i buffers and %i buffers that tell of losses',
  (eventsLost, buffersLost, lossyBuffers, line) => {
    expect(lossLine({ eventsLost, buffersLost, lossyBuffers })).toBe(line);
  },
);
