// No incident: what this room would be shown, and when. The army's may enter its order here.
import { useWords } from "../app/language";
import { OrderForm } from "./OrderForm";
import type { OrderDraft } from "./useOrderDraft";
import { words } from "./words";

export function Empty(props: { isReady: boolean; role: string; order: OrderDraft }) {
  const { isReady, role, order } = props;
  const w = useWords(words);
  const isArmy = role === "MIL_ROOM";
  const none = (w.noneFor as Record<string, string>)[role] ?? w.none;
  const what = (w.noneWhatFor as Record<string, string>)[role] ?? w.noneWhat;
  if (!isReady) {
    return (
      <div className="empty" role="status">
        <h1>{w.offline}</h1>
      </div>
    );
  }
  return (
    <div className="empty">
      <div role="status">
        <h1>{none}</h1>
        <p>{what}</p>
      </div>
      {isArmy && !order.isOpen && (
        <button type="button" className="primary" onClick={order.open}>
          {w.order.open}
        </button>
      )}
      {isArmy && order.isOpen && <OrderForm draft={order} />}
    </div>
  );
}
