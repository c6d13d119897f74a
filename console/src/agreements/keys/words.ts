// What signers' keys say.
import { defineWords } from "../../app/language";

export const words = defineWords(
  {
    title: "서명키",
    what: "당사자의 공개키입니다. 누구의 키인지는 대면이나 공문으로 확인한 뒤 등록하십시오.",
    loading: "불러오는 중",
    none: "등록된 서명키가 없습니다.",
    party: "당사자",
    key: "서명키 번호",
    since: "등록",
    state: "상태",
    valid: "유효",
    withdrawnAt: (time: string, reason: string) => `${time} 폐기 · ${reason}`,
    withdraw: "폐기",
    cuts: (figure: number) =>
      figure > 0
        ? `폐기하면 협약의 효력이 없어지고, 제공 중인 ${figure}건이 바로 끊깁니다.`
        : "폐기하면 협약의 효력이 없어집니다. 지금 제공 중인 영상은 없습니다.",
    cutsNothing: "이 키만으로 유지되는 협약이 없어, 끊기는 영상도 없습니다.",
    withdrawReason: "폐기 사유",
    arm: "서명키 폐기",
    again: (figure: number) =>
      figure > 0 ? `한 번 더 누르면 ${figure}건 끊고 폐기` : "한 번 더 누르면 폐기",
    needsReason: "사유를 적으십시오.",
    cancel: "그만",
    add: "서명키 등록",
    publicKey: "공개키 (PEM 또는 base64)",
    note: "메모",
    addNow: "등록",
  },
  {
    title: "Signers' keys",
    what: "Public keys of the parties. Make sure in person or by letter whose key it is before it is added.",
    loading: "Loading",
    none: "No key is known.",
    party: "Party",
    key: "Key",
    since: "Added",
    state: "State",
    valid: "Valid",
    withdrawnAt: (time, reason) => `Withdrawn ${time} · ${reason}`,
    withdraw: "Withdraw",
    cuts: (figure) =>
      figure > 0
        ? `The agreement will count no more, and ${figure} running provisions end at once.`
        : "The agreement will count no more. Nothing is being provided now.",
    cutsNothing: "No agreement rests on this key alone: nothing will be cut.",
    withdrawReason: "Why it is withdrawn",
    arm: "Withdraw the key",
    again: (figure) =>
      figure > 0 ? `Press again to cut ${figure} and withdraw` : "Press again to withdraw",
    needsReason: "Give a reason.",
    cancel: "Stop",
    add: "Add a key",
    publicKey: "Public key (PEM or base64)",
    note: "Note",
    addNow: "Add",
  },
);
