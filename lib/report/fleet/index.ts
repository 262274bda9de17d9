/** A dataset by builds and machines: what a page over it tells. Pure. */
export {
  type BuildLatency,
  buildsOf,
  type FindingOverBuilds,
  type FleetBuild,
  type FleetInput,
  findingsOverBuilds,
  isJudged,
  latenciesOverBuilds,
  opsByCalls,
} from './summary.ts';
