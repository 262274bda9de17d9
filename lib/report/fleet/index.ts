/** A dataset by builds and machines: what a page over it tells. Pure. */
export {
  type BuildLatency,
  buildsOf,
  type FindingOverBuilds,
  type FleetBuild,
  type FleetInput,
  findingsOverBuilds,
  foundIn,
  isJudged,
  latenciesOverBuilds,
  opsByCalls,
  tracesWithFindings,
} from './summary.ts';
