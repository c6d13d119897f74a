// `/missing`: one path, three different views: the welfare officer's register, the guardian's status, the room's searches.
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import { useWords } from "../app/language";
import { OfficeSaid } from "../app/OfficeSaid";
import { Guardian } from "./Guardian";
import { Register } from "./Register";
import { RoomSearches } from "./RoomSearches";
import { words } from "./words";
import "../app/office.css";
import "./missing.css";

export function MissingPage() {
  const w = useWords(words);
  const { data: me } = useQuery({ queryKey: ["me"], queryFn: api.me });
  if (!me) return <OfficeSaid title={w.loading} />;
  if (me.role === "WELFARE") return <Register />;
  if (me.role === "RESIDENT") return <Guardian />;
  return <RoomSearches />;
}
