// What the node says of planning, under the names that these pages use.
import type { components } from "../api/schema";

type Schemas = components["schemas"];
/** The node says every field; its description calls one optional where a writer may leave it out. */
type Whole<T> = T extends object ? { [K in keyof T]-?: Whole<T[K]> } : T;

export type Told = Schemas["Told"];
export type Origin = Schemas["Origin"];
export type Mount = Schemas["Mount"];
export type FundKind = Schemas["FundKind"];
export type SiteState = Schemas["SiteState"];
export type PlanConfig = Whole<Schemas["PlanConfig"]>;
export type Weights = PlanConfig["weights"];
export type Fund = PlanConfig["funds"][number];
export type Mix = PlanConfig["mixes"][number];

export type LastScore = Whole<Schemas["LastScore"]>;
export type ScoredCell = Whole<Schemas["ScoredCell"]>;
export type ScoreReason = Whole<Schemas["ScoreReason"]>;
export type DongNeed = Whole<Schemas["DongNeed"]>;
export type Source = Whole<Schemas["Source"]>;
/** A request for a camera, without anybody's words. */
export type Asked = Schemas["RequestView"];

export type Run = Whole<Schemas["RunView"]>;
export type PlanView = Whole<Schemas["PlanView"]>;
export type VersionRow = Whole<Schemas["VersionRow"]>;
export type PlanVersion = Whole<Schemas["VersionView"]>;
export type DrawnPlan = Whole<Schemas["DrawnPlan"]>;
export type DrawnSite = Whole<Schemas["DrawnSite"]>;
export type DrawnCandidates = Whole<Schemas["DrawnCandidates"]>;
export type Covered = Whole<Schemas["Covered"]>;

export type Sites = Whole<Schemas["SitesView"]>;
export type PlannedSite = Whole<Schemas["PlannedSiteView"]>;
export type Accepted = Whole<Schemas["AcceptedView"]>;
