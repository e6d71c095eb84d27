import type { RefObject } from "preact";
import { isBlank } from "./draft.js";
import { EXAMPLES } from "./examples.js";
import { TextField } from "./text-field.js";
import { TEXTS } from "./texts.js";
import type { DraftWork } from "./use-draft.js";

/** What the cards of the composer need. */
export interface ComposerProps {
  readonly work: DraftWork;
  readonly post: RefObject<HTMLTextAreaElement | null>;
  readonly onComposing: (isComposing: boolean) => void;
}

/** Where the post is written, with examples to begin with. */
export function PostCard(props: ComposerProps & { language: string | undefined }) {
  const { work, post, onComposing, language } = props;
  return (
    <section class="card post-card">
      <div class="card-top">
        <label for="post">{TEXTS.write.post}</label>
        {!isBlank(work.draft) && (
          <button
            type="button"
            class="quiet"
            onClick={() => {
              work.clear();
              post.current?.focus();
            }}
          >
            {TEXTS.write.clear}
          </button>
        )}
      </div>
      <TextField
        id="post"
        field={post}
        rows={4}
        text={work.draft.post}
        placeholder={TEXTS.write.postHint}
        onText={work.writePost}
        onComposing={onComposing}
        onAddReply={work.addReply}
      />
      <UndoBar work={work} post={post} />
      <Examples work={work} language={language} />
    </section>
  );
}

/** What happened, and a way back. */
function UndoBar({ work, post }: Pick<ComposerProps, "work" | "post">) {
  const undo = () => {
    work.undo();
    post.current?.focus();
  };
  return (
    <div class="undo" role="status">
      {work.message !== undefined && (
        <>
          {work.message}{" "}
          <button type="button" class="link" onClick={undo}>
            {TEXTS.write.undo}
          </button>
        </>
      )}
    </div>
  );
}

/** Threads to try the page with, those in the model's language first. */
function Examples({ work, language }: { work: DraftWork; language: string | undefined }) {
  const rank = (example: { language: string }) => (example.language === language ? 0 : 1);
  return (
    <div class="examples">
      <span id="examples">{TEXTS.write.examples}</span>
      <ul aria-labelledby="examples">
        {[...EXAMPLES]
          .sort((a, b) => rank(a) - rank(b))
          .map((example) => (
            <li key={example.name}>
              <button
                type="button"
                class="pill"
                lang={example.language}
                onClick={() => work.takeExample(example)}
              >
                {example.name}
              </button>
            </li>
          ))}
      </ul>
    </div>
  );
}
