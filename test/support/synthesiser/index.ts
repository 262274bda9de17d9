export type { SynthesisedEvent } from './destination.ts';
export { lose, type Mutation, together, without } from './mutation.ts';
export { defaultOptions, fullSchema, narrowSchema, type SynthesiserOptions } from './options.ts';
export { type FileOptions, type Synthesis, synthesise, synthesiseFile } from './synthesise.ts';
export type { Consequence, InjectedFault, Latency, OperationTruth, Rule, Subject, Truth } from './truth.ts';
