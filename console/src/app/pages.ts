// The console's pages. To add one: a lazy import, a path, the roles that may open it, its name in the bar.
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { Role } from "../api/feed";

const ROOMS: readonly Role[] = [
  "POLICE_ROOM",
  "FIRE_ROOM",
  "DISASTER_ROOM",
  "MOJ_CENTRE",
  "MIL_ROOM",
];
const CENTRE: readonly Role[] = ["OPERATOR", "SHIFT_LEAD", "CENTRE_HEAD"];
const EXAMINERS: readonly Role[] = ["AUDITOR", "CPO"];
const AGREED_READERS: readonly Role[] = [...CENTRE, ...EXAMINERS];
const READS_PLANS: readonly Role[] = ["SITE_PLANNER", "CENTRE_HEAD", ...EXAMINERS];
const VEHICLES: readonly Role[] = ["POLICE_CAR", "FIRE_CAR"];
const ADMINISTER: readonly Role[] = ["CENTRE_HEAD", "SHIFT_LEAD", "CPO", "AUDITOR"];

export interface PageEntry {
  readonly path: string;
  /** Null: everybody who is signed in. */
  readonly roles: readonly Role[] | null;
  /** In the bar's navigation, which shows when a role has more than one page; null: reached from elsewhere. */
  readonly name: readonly [ko: string, en: string] | null;
  /** Whose bar names it; the others reach it from a page beside it. */
  readonly named?: readonly Role[];
  readonly Page: LazyExoticComponent<ComponentType>;
}

export const PAGES: readonly PageEntry[] = [
  {
    path: "/room",
    roles: ROOMS,
    name: ["상황실", "Room"],
    Page: lazy(() => import("../room/RoomPage").then((m) => ({ default: m.RoomPage }))),
  },
  {
    path: "/watch",
    roles: CENTRE,
    name: ["관제", "Watch"],
    Page: lazy(() => import("../watch/WatchPage").then((m) => ({ default: m.WatchPage }))),
  },
  {
    path: "/monitoring",
    roles: CENTRE,
    name: ["선별관제", "Monitoring"],
    Page: lazy(() =>
      import("../monitoring/MonitoringPage").then((m) => ({ default: m.MonitoringPage })),
    ),
  },
  {
    path: "/monitoring/cameras",
    roles: [...CENTRE, "ASSET_MGR"],
    name: ["선별관제 대상", "Watched cameras"],
    named: ["ASSET_MGR"],
    Page: lazy(() =>
      import("../monitoring/cameras/CamerasPage").then((m) => ({ default: m.CamerasPage })),
    ),
  },
  {
    path: "/monitoring/load",
    roles: AGREED_READERS,
    name: ["관제 부하", "Monitoring load"],
    named: EXAMINERS,
    Page: lazy(() => import("../monitoring/load/LoadPage").then((m) => ({ default: m.LoadPage }))),
  },
  {
    path: "/monitoring/rules",
    roles: CENTRE,
    name: null,
    Page: lazy(() =>
      import("../monitoring/rules/RulesPage").then((m) => ({ default: m.RulesPage })),
    ),
  },
  {
    path: "/monitoring/workers",
    roles: [...CENTRE, "ASSET_MGR"],
    name: null,
    Page: lazy(() =>
      import("../monitoring/workers/WorkersPage").then((m) => ({ default: m.WorkersPage })),
    ),
  },
  {
    path: "/alerts",
    roles: ["DISASTER_ROOM", "SHIFT_LEAD", "CENTRE_HEAD"],
    name: ["재난 경보", "Alerts"],
    Page: lazy(() => import("../alerts/AlertsPage").then((m) => ({ default: m.AlertsPage }))),
  },
  {
    path: "/search",
    roles: ["OPERATOR", "SHIFT_LEAD"],
    name: ["실종 수색", "Search"],
    Page: lazy(() => import("../search/SearchPage").then((m) => ({ default: m.SearchPage }))),
  },
  {
    path: "/missing",
    roles: ["WELFARE", "RESIDENT", "POLICE_ROOM"],
    name: ["실종아동등", "Missing people"],
    Page: lazy(() => import("../missing/MissingPage").then((m) => ({ default: m.MissingPage }))),
  },
  {
    path: "/vehicle",
    roles: VEHICLES,
    name: ["차량", "Vehicle"],
    Page: lazy(() => import("../vehicle/VehiclePage").then((m) => ({ default: m.VehiclePage }))),
  },
  {
    path: "/requests",
    roles: ["SITE_PLANNER", "CENTRE_HEAD", "POLICE_ROOM"],
    name: ["설치 요청", "Camera requests"],
    Page: lazy(() =>
      import("../requests/desk/RequestsPage").then((m) => ({ default: m.RequestsPage })),
    ),
  },
  {
    path: "/budget",
    roles: ["SITE_PLANNER", "CENTRE_HEAD"],
    name: ["예산", "Budget"],
    Page: lazy(() => import("../budget/BudgetPage").then((m) => ({ default: m.BudgetPage }))),
  },
  {
    path: "/replacement",
    roles: ["ASSET_MGR", "SITE_PLANNER", "CENTRE_HEAD"],
    name: ["교체", "Replacement"],
    Page: lazy(() =>
      import("../replacement/ReplacementPage").then((m) => ({ default: m.ReplacementPage })),
    ),
  },
  {
    path: "/maintenance",
    roles: [...CENTRE, "ASSET_MGR", "MAINT_VENDOR"],
    name: ["영상 장애", "Faults"],
    Page: lazy(() =>
      import("../maintenance/MaintenancePage").then((m) => ({ default: m.MaintenancePage })),
    ),
  },
  {
    path: "/trail",
    roles: EXAMINERS,
    name: ["이력", "Trail"],
    Page: lazy(() => import("../trail/TrailPage").then((m) => ({ default: m.TrailPage }))),
  },
  {
    path: "/reviews",
    roles: EXAMINERS,
    name: ["접속기록 점검", "Log reviews"],
    Page: lazy(() => import("../review/ReviewsPage").then((m) => ({ default: m.ReviewsPage }))),
  },
  {
    path: "/names",
    roles: ["CENTRE_HEAD"],
    name: ["성명 열람", "Names"],
    Page: lazy(() => import("../names/NamesPage").then((m) => ({ default: m.NamesPage }))),
  },
  {
    path: "/agreements",
    roles: AGREED_READERS,
    name: ["협약", "Agreements"],
    Page: lazy(() =>
      import("../agreements/AgreementsPage").then((m) => ({ default: m.AgreementsPage })),
    ),
  },
  {
    path: "/links",
    roles: AGREED_READERS,
    name: ["센터 연계", "Links"],
    Page: lazy(() => import("../links/LinksPage").then((m) => ({ default: m.LinksPage }))),
  },
  {
    path: "/city",
    roles: AGREED_READERS,
    name: ["서울 전체", "City"],
    Page: lazy(() => import("../city/CityPage").then((m) => ({ default: m.CityPage }))),
  },
  {
    path: "/people",
    roles: ADMINISTER,
    name: ["사람과 권한", "People"],
    Page: lazy(() => import("../people/PeoplePage").then((m) => ({ default: m.PeoplePage }))),
  },
  {
    path: "/ledger",
    roles: ADMINISTER,
    name: ["제공 대장", "Ledger"],
    Page: lazy(() => import("../ledger/LedgerPage").then((m) => ({ default: m.LedgerPage }))),
  },
  {
    path: "/duties",
    roles: ADMINISTER,
    name: ["법정 의무", "Duties"],
    Page: lazy(() => import("../duties/DutiesPage").then((m) => ({ default: m.DutiesPage }))),
  },
  {
    path: "/drills",
    roles: [...CENTRE, ...EXAMINERS, ...ROOMS, ...VEHICLES],
    name: ["훈련", "Drills"],
    Page: lazy(() => import("../drills/DrillsPage").then((m) => ({ default: m.DrillsPage }))),
  },
  {
    path: "/services",
    roles: AGREED_READERS,
    name: ["연계서비스", "Services"],
    Page: lazy(() => import("../services/ServicesPage").then((m) => ({ default: m.ServicesPage }))),
  },
  {
    path: "/planning",
    roles: READS_PLANS,
    name: ["설치 계획", "Planning"],
    Page: lazy(() => import("../planning/PlanningPage").then((m) => ({ default: m.PlanningPage }))),
  },
  {
    path: "/planning/sites",
    roles: READS_PLANS,
    name: ["설치 현황", "Sites"],
    Page: lazy(() => import("../planning/sites/SitesPage").then((m) => ({ default: m.SitesPage }))),
  },
  {
    path: "/my-duties",
    roles: null,
    name: null,
    Page: lazy(() => import("../duties/MyDutiesPage").then((m) => ({ default: m.MyDutiesPage }))),
  },
  {
    // of a demo alone: elsewhere its door does not exist, so no bar names it
    path: "/scenarios",
    roles: ["SHIFT_LEAD", "CENTRE_HEAD"],
    name: null,
    Page: lazy(() =>
      import("../scenarios/ScenariosPage").then((m) => ({ default: m.ScenariosPage })),
    ),
  },
  {
    path: "/policy",
    roles: null,
    name: null,
    Page: lazy(() => import("../policy/PolicyPage").then((m) => ({ default: m.PolicyPage }))),
  },
  {
    path: "/account",
    roles: null,
    name: null,
    Page: lazy(() =>
      import("../identity/account/AccountPage").then((m) => ({ default: m.AccountPage })),
    ),
  },
];

export function mayOpen(page: PageEntry, role: string): boolean {
  return page.roles === null || page.roles.some((one) => one === role);
}

/** The pages of a role, in the bar's order. */
export function pagesOf(role: string): readonly PageEntry[] {
  const isNamed = ({ named }: PageEntry) => !named || named.some((one) => one === role);
  return PAGES.filter((page) => page.name !== null && isNamed(page) && mayOpen(page, role));
}

/** A room whose screens stay on without anybody touching them. */
export function isWall(role: string): boolean {
  return ROOMS.some((one) => one === role);
}

export function isVehicle(role: string): boolean {
  return VEHICLES.some((one) => one === role);
}
