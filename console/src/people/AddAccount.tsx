// A new account, and the fields of a role: its organisation must be of the kind that has such people.
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { type Answer, api } from "../api/client";
import type { Role } from "../api/feed";
import { inLanguage, language, useWords } from "../app/language";
import { isVehicle } from "../app/pages";
import { roleName, words as roleNames } from "../app/roles/words";
import { Field } from "../identity/Field";
import { peopleProblem } from "./problem";
import { ReasonDialog } from "./ReasonDialog";
import { useChange } from "./useAsk";
import { words } from "./words";

export function Choice(props: {
  label: string;
  value: string;
  options: readonly (readonly [value: string, text: string])[];
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <select id={id} value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        {props.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

export function RoleFields(props: {
  role: Role;
  home: string;
  unit: string;
  isTried: boolean;
  onRole: (role: Role) => void;
  onHome: (code: string) => void;
  onUnit: (unit: string) => void;
}) {
  const w = useWords(words);
  const lang = language.use();
  const homes = useQuery({ queryKey: ["organisations"], queryFn: api.organisations });
  const roles = Object.keys(roleNames.ko) as Role[];
  return (
    <>
      <Choice
        label={w.form.role}
        value={props.role}
        options={roles.map((role) => [role, roleName(role, lang)] as const)}
        onChange={(role) => props.onRole(role as Role)}
      />
      <Choice
        label={w.form.home}
        value={props.home}
        options={[
          ...(props.home ? [] : [["", "–"] as const]),
          ...(homes.data ?? []).map(
            (one) => [one.code, inLanguage(lang, one.name_ko, one.name_en)] as const,
          ),
        ]}
        onChange={props.onHome}
      />
      {isVehicle(props.role) && (
        <Field
          label={w.form.unit}
          hint={w.form.unitHint}
          error={props.isTried && !props.unit.trim() ? w.form.missing : null}
          value={props.unit}
          maxLength={40}
          onChange={props.onUnit}
        />
      )}
    </>
  );
}

export function AddAccount(props: {
  onSecret: (secret: Answer<"AddPerson">) => void;
  onClose: () => void;
}) {
  const w = useWords(words);
  const lang = language.use();
  const [name, setName] = useState("");
  const [shown, setShown] = useState("");
  const [role, setRole] = useState<Role>("OPERATOR");
  const [home, setHome] = useState("");
  const [unit, setUnit] = useState("");
  const [isTried, setTried] = useState(false);
  const add = useChange(["people", "rights", "devices"], (reason: string) =>
    api.addPerson({
      name: name.trim(),
      display_name: shown.trim(),
      role,
      organisation: home,
      unit_id: isVehicle(role) ? unit.trim() : null,
      reason,
    }),
  );
  const missing = (value: string) => (isTried && !value.trim() ? w.form.missing : null);
  const isWhole = name.trim() && shown.trim() && home && (unit.trim() || !isVehicle(role));
  return (
    <ReasonDialog
      title={w.form.title}
      confirm={w.form.submit}
      isSending={add.isPending}
      failure={add.isError ? peopleProblem(add.error, lang) : null}
      onConfirm={(reason) => {
        setTried(true);
        if (isWhole) add.mutate(reason, { onSuccess: props.onSecret });
      }}
      onClose={props.onClose}
    >
      <Field
        label={w.form.name}
        error={missing(name)}
        value={name}
        maxLength={80}
        autoFocus
        onChange={setName}
      />
      <Field
        label={w.form.displayName}
        error={missing(shown)}
        value={shown}
        maxLength={120}
        onChange={setShown}
      />
      <RoleFields
        role={role}
        home={home}
        unit={unit}
        isTried={isTried}
        onRole={setRole}
        onHome={setHome}
        onUnit={setUnit}
      />
    </ReasonDialog>
  );
}
