/** What a dataset tells of its traces, one by one: for those who judge builds by it. */
export { type AmbiguousTrace, readAmbiguous } from './copies.ts';
export { type FleetDrift, readDrifts } from './drifts.ts';
export { type FleetFinding, readFindings } from './findings.ts';
export { type FleetLatency, readLatencies } from './latencies.ts';
export { type FleetTrace, readFleet } from './traces.ts';
