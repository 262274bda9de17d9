export type { SynthesisedEvent } from './destination.ts';
export { lose, type Mutation, together, without } from './mutation.ts';
export {
  countingSchema,
  defaultOptions,
  fullSchema,
  narrowSchema,
  type SynthesiserOptions,
} from './options.ts';
export { type FileOptions, type Synthesis, synthesise, synthesiseFile } from './synthesise.ts';
export {
  type Consequence,
  type InjectedFault,
  type Latency,
  LIFE_RULES,
  type OperationTruth,
  type Rule,
  type Subject,
  type Truth,
} from './truth.ts';
