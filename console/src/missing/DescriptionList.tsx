// 인상착의 as a list, with the photo beside it where there is one.
import { language, useWords } from "../app/language";
import { linesOf } from "./describe";
import { words } from "./descriptionWords";
import type { Description } from "./door";
import "./missing.css";

export function DescriptionList(props: {
  said: Description | null;
  photo: string | null;
  photoName: string;
}) {
  const w = useWords(words);
  const lang = language.use();
  const lines = props.said ? linesOf(props.said, lang) : [];
  return (
    <div className="missing-person">
      {props.photo && <img src={props.photo} alt={props.photoName} />}
      {lines.length === 0 ? (
        <p className="office-quiet">{w.none}</p>
      ) : (
        <dl className="missing-lines">
          {lines.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
