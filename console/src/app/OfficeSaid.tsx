// Loading, failed, empty: what an office's page says when it has nothing to show.
import type { ReactNode } from "react";

export function OfficeSaid(props: {
  title: string;
  text?: string;
  isAlert?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className="office-said" role={props.isAlert ? "alert" : "status"}>
      <b>{props.title}</b>
      {props.text && <span>{props.text}</span>}
      {props.children}
    </div>
  );
}
