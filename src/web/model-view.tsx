import type { Access } from "./access.js";
import { CurveView } from "./curve-view.js";
import { Markdown } from "./markdown-view.js";
import type { ModelDescription } from "./model-description.js";
import { ProblemNotice } from "./problem-notice.js";
import { TEXTS } from "./texts.js";
import type { ModelState } from "./use-model.js";

interface ModelProps {
  readonly state: ModelState;
  readonly access: Access;
}

/** What the model is, how it was trained, and what its card says. */
export function ModelView({ state, access }: ModelProps) {
  const { model, problem, askAgain } = state;
  return (
    <>
      <h1>{TEXTS.model.title}</h1>
      {problem && <ProblemNotice problem={problem} access={access} onAskAgain={askAgain} />}
      {!model && !problem && <p class="note">{TEXTS.model.loading} …</p>}
      {model && <Description model={model} />}
      {access.key !== undefined && !problem && (
        <button type="button" onClick={() => access.changeKey(undefined)}>
          {TEXTS.problem.forgetKey}
        </button>
      )}
    </>
  );
}

function Description({ model }: { model: ModelDescription }) {
  const { curve, metrics, card, files } = model;
  return (
    <div class="model">
      <Facts model={model} />
      {metrics && <Scores metrics={metrics} />}
      <div class="model-text">
        {curve && curve.length > 0 && (
          <section class="card">
            <h2>{TEXTS.model.curve}</h2>
            <CurveView history={curve} />
          </section>
        )}
        {card && (
          <section class="card">
            <h2>{TEXTS.model.card}</h2>
            <Markdown source={card} />
          </section>
        )}
      </div>
      <Files files={files} />
    </div>
  );
}

function Facts({ model }: { model: ModelDescription }) {
  const { name, dataset, hashtags, capabilities, id } = model;
  const texts = TEXTS.model.facts;
  const facts = [
    [texts.system, name],
    [texts.dataset, dataset.name],
    [texts.language, languageName(dataset.language)],
    ...(hashtags === undefined ? [] : [[texts.hashtags, TEXTS.number(hashtags)]]),
    [texts.abilities, abilities(capabilities)],
    [texts.id, id],
  ] as const;
  return (
    <dl class="card facts">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function abilities(capabilities: ModelDescription["capabilities"]): string {
  const { abilities: texts } = TEXTS.model;
  const names = ["openVocabulary", "learns", "attention"] as const;
  const able = names.filter((name) => capabilities[name]).map((name) => texts[name]);
  return able.length > 0 ? able.join(", ") : texts.none;
}

function languageName(code: string): string {
  return new Intl.DisplayNames([TEXTS.language], { type: "language" }).of(code) ?? code;
}

/** How well the model ranks, in percent. */
function Scores({ metrics }: { metrics: NonNullable<ModelDescription["metrics"]> }) {
  return (
    <section class="card scores" aria-labelledby="scores">
      <h2 id="scores">{TEXTS.model.metrics}</h2>
      <dl>
        {(["f1@1", "f1@5", "map@5"] as const).map((metric) => {
          const [name, meaning] = TEXTS.model.metricNames[metric];
          return (
            <div key={metric}>
              <dt>
                {name} <small>{meaning}</small>
              </dt>
              <dd>{TEXTS.model.score(metrics[metric])}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function Files({ files }: Pick<ModelDescription, "files">) {
  return (
    <section class="card files">
      <h2>{TEXTS.model.files}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{TEXTS.model.file}</th>
            <th scope="col">{TEXTS.model.size}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(files).map(([name, { bytes }]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{TEXTS.bytes(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
