// A version's papers: an edition, a form, a reason; a refusal says why and the reason can be mended.
import { afterEach, describe, expect, it, vi } from "vitest";
import { Papers } from "../../src/planning/plan/Papers";
import { TableFile } from "../../src/planning/TableFile";
import { button, field, open, press, says, show, shut, text, type } from "./showing";

afterEach(() => {
  shut();
  vi.unstubAllGlobals();
});

/** The node's answers, in turn; what was asked is kept. */
function answering(...answers: Response[]) {
  const asked = vi.fn(async (_path: string, _said?: RequestInit) => answers.shift() as Response);
  vi.stubGlobal("fetch", asked);
  URL.createObjectURL = () => "blob:paper";
  URL.revokeObjectURL = () => undefined;
  // jsdom goes nowhere
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue();
  return asked;
}

const file = () =>
  new Response("%PDF", {
    headers: { "Content-Disposition": 'attachment; filename="plan-GR-2027-v2-public.pdf"' },
  });
const refusal = () =>
  new Response(JSON.stringify({ status: 400, code: "reason_missing", detail: "reason: …" }), {
    status: 400,
    headers: { "Content-Type": "application/problem+json" },
  });

async function ask(reason: string) {
  open("SITE_PLANNER");
  await show(<Papers plan="plan_1" version={2} />, "내부용");
  await type("문서", "public");
  await press("PDF");
  await type("사유", reason);
  await press("받기");
}

describe("papers", () => {
  it("ask for edition, form and reason, and say what came", async () => {
    const asked = answering(file());
    await ask("의회 제출용 자료");
    await says("plan-GR-2027-v2-public.pdf");
    expect(asked).toHaveBeenCalledOnce();
    const [path, said] = asked.mock.calls[0] ?? [];
    expect(path).toBe("/api/planning/plans/plan_1/versions/2/paper");
    expect(said?.method).toBe("POST");
    expect(JSON.parse(String(said?.body))).toEqual({
      edition: "public",
      form: "pdf",
      reason: "의회 제출용 자료",
    });
    expect(() => field("사유")).toThrow();
  });

  it("nothing is asked before a reason is given", async () => {
    const asked = answering();
    open("CPO");
    await show(<Papers plan="plan_1" version={2} />, "내부용");
    await press("XLSX");
    await says("받는 까닭이 이력에 남습니다");
    expect(asked).not.toHaveBeenCalled();
    await press("취소");
    expect(() => field("사유")).toThrow();
  });

  it("a refusal is an alert, and what was typed stays", async () => {
    answering(refusal());
    await ask("자료");
    await says("문서를 만들지 못했습니다.");
    expect(document.querySelector("[role=alert]")).not.toBeNull();
    expect(field("사유").value).toBe("자료");
    expect(button("받기").disabled).toBe(false);
    expect(text()).not.toContain("plan-GR");
  });
});

describe("a table as a file", () => {
  it("is asked for by its form and a reason", async () => {
    const asked = answering(file());
    open("ASSET_MGR");
    await show(<TableFile path="/api/planning/money/2027/file" />, "파일로 받기");
    await press("CSV");
    await type("사유", "결산 보고용 자료");
    await press("받기");
    await says("받음");
    const [path, said] = asked.mock.calls[0] ?? [];
    expect(path).toBe("/api/planning/money/2027/file");
    expect(JSON.parse(String(said?.body))).toEqual({ form: "csv", reason: "결산 보고용 자료" });
  });
});
