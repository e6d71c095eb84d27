import { useState } from "preact/hooks";
import type { Access } from "./access.js";
import { Icon } from "./icons.js";
import type { ProblemKind, TaggingError } from "./tagging.js";
import { TEXTS } from "./texts.js";

interface ProblemProps {
  readonly problem: TaggingError;
  readonly access: Access;
  readonly onAskAgain: () => void;
}

/** Problems whose details say more than the help does. */
const TELLING: readonly ProblemKind[] = ["refused", "failed", "browser"];
/** Problems that may be over when one asks again. */
const PASSING: readonly ProblemKind[] = ["offline", "busy", "failed", "browser"];

/** What went wrong, and what to do. */
export function ProblemNotice({ problem, access, onAskAgain }: ProblemProps) {
  const { title, help } = TEXTS.problems[problem.kind];
  return (
    <div class="problem">
      <div role="alert">
        <p class="problem-title">
          <Icon name={problem.kind === "key" ? "lock" : "alert"} />
          {problem.kind === "key" && access.key !== undefined ? TEXTS.problem.wrongKey : title}
        </p>
        <p>{help}</p>
        {TELLING.includes(problem.kind) && problem.detail && <p class="detail">{problem.detail}</p>}
      </div>
      {problem.kind === "key" && <KeyForm access={access} />}
      {PASSING.includes(problem.kind) && (
        <button type="button" onClick={onAskAgain}>
          {TEXTS.problem.again}
        </button>
      )}
    </div>
  );
}

function KeyForm({ access }: { access: Access }) {
  const [key, setKey] = useState("");
  const use = (event: SubmitEvent) => {
    event.preventDefault();
    if (key.trim()) access.changeKey(key.trim());
  };
  return (
    <form class="key" onSubmit={use}>
      <label>
        {TEXTS.problem.key}
        <input
          type="password"
          autocomplete="off"
          value={key}
          onInput={(event) => setKey(event.currentTarget.value)}
        />
      </label>
      <button type="submit">{TEXTS.problem.useKey}</button>
    </form>
  );
}
