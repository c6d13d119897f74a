// One boundary around the page: a fault in drawing says so and offers a way back, instead of a white screen.
import { Component, type ReactNode } from "react";
import { useWords } from "./language";
import { words } from "./words";

function Crashed() {
  const w = useWords(words);
  return (
    <div className="said" role="alert">
      <h1>{w.crashed}</h1>
      <p>{w.crashedWhat}</p>
      <button type="button" className="primary" onClick={() => location.reload()}>
        {w.reload}
      </button>
    </div>
  );
}

export class ErrorBoundary extends Component<{ children: ReactNode }, { isCrashed: boolean }> {
  override state = { isCrashed: false };

  static getDerivedStateFromError() {
    return { isCrashed: true };
  }

  override render() {
    return this.state.isCrashed ? <Crashed /> : this.props.children;
  }
}
