// Cases that the text must answer by itself: written beside the clauses, run at each change.
import { inLanguage, language, useWords } from "../app/language";
import type { EditorProps } from "./Editor";
import { Choice, TextField } from "./fields";
import { EXPECTATIONS, type Names, nameIn, SERVICES } from "./lists";
import { type ExampleText, newExample, withOne, without } from "./text";
import { words } from "./words";

type Options = readonly (readonly [value: string, name: string])[];

function optionsOf(list: Record<string, Names>, of: "ko" | "en"): Options {
  return Object.entries(list).map(([word, names]) => [word, nameIn(names, of, word)]);
}

function useOptions(props: EditorProps, example: ExampleText, dongs: Record<string, Names>) {
  const w = useWords(words).form;
  const lang = language.use();
  const service = SERVICES[example.service];
  const { text } = props;
  const services = Object.entries(SERVICES).map(
    ([code, one]) => [code, nameIn(one.name, lang, code)] as const,
  );
  return {
    organisation: text.parties
      .filter((party) => party.organisation !== text.centre)
      .map(
        (party) => [party.organisation, inLanguage(lang, party.name_ko, party.name_en)] as const,
      ),
    service: services,
    category: optionsOf(service?.categories ?? {}, lang),
    code: optionsOf(service?.codes ?? {}, lang),
    dong: optionsOf(dongs, lang),
    expect: optionsOf(EXPECTATIONS, lang),
    clause: [
      ["", w.anyClause] as const,
      ...text.clauses.map((one) => [one.number, one.number] as const),
    ],
  } satisfies Record<string, Options>;
}

const ORDER = ["organisation", "service", "category", "code", "dong", "expect", "clause"] as const;

function One(
  props: EditorProps & { at: number; example: ExampleText; dongs: Record<string, Names> },
) {
  const { text, problems, at, example } = props;
  const w = useWords(words).form;
  const options = useOptions(props, example, props.dongs);
  const put = (one: ExampleText) =>
    props.onChange({ ...text, examples: withOne(text.examples, at, one) });
  const labels = { ...w, organisation: w.recipients };
  return (
    <fieldset className="form-fields example-form">
      <legend>{`${w.examples} ${at + 1}`}</legend>
      {ORDER.map((name) => (
        <Choice
          key={name}
          label={labels[name]}
          path={`examples[${at}].${name}`}
          problems={problems}
          value={example[name] ?? ""}
          options={options[name]}
          onChange={(value) =>
            put({ ...example, [name]: name === "clause" ? value || null : value })
          }
        />
      ))}
      <TextField
        label={w.at}
        path={`examples[${at}].at`}
        problems={problems}
        type="time"
        value={example.at}
        onChange={(value) => put({ ...example, at: value })}
      />
      <button
        type="button"
        className="quiet"
        onClick={() => props.onChange({ ...text, examples: without(text.examples, at) })}
      >
        {w.remove}
      </button>
    </fieldset>
  );
}

export function ExamplesForm(props: EditorProps & { dongs: Record<string, Names> }) {
  const { text } = props;
  const w = useWords(words).form;
  return (
    <section aria-label={w.examples}>
      <p className="hint">{w.examplesWhat}</p>
      {text.examples.map((example, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an example has no name
        <One key={at} {...props} at={at} example={example} />
      ))}
      <button
        type="button"
        onClick={() => props.onChange({ ...text, examples: [...text.examples, newExample(text)] })}
      >
        {w.addExample}
      </button>
    </section>
  );
}
