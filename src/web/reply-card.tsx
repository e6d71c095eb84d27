import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icons.js";
import type { ComposerProps } from "./post-card.js";
import { TextField } from "./text-field.js";
import { TEXTS } from "./texts.js";

/** Where replies are added one by one. */
export function ReplyCard({ work, post, onComposing }: ComposerProps) {
  const { draft, focus } = work;
  const list = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => {
    if (!focus) return;
    const fields = list.current!.querySelectorAll("textarea");
    (fields[Math.min(focus.place, fields.length - 1)] ?? post.current)?.focus();
  }, [focus]);
  return (
    <section class="reply-card" aria-labelledby="replies">
      <h2 id="replies">{TEXTS.write.replies}</h2>
      {draft.replies.length === 0 && <p class="note">{TEXTS.write.repliesHint}</p>}
      <ol class="replies" ref={list}>
        {draft.replies.map(({ id, text }, i) => (
          <li key={id}>
            <div class="card reply">
              <TextField
                id={`reply-${id}`}
                rows={1}
                text={text}
                label={TEXTS.write.reply(i + 1)}
                onText={(changed) => work.writeReply(id, changed)}
                onComposing={onComposing}
                onAddReply={work.addReply}
                onLeave={() => work.removeReply(id)}
              />
              <button
                type="button"
                class="round"
                aria-label={TEXTS.write.removeReply(i + 1)}
                title={TEXTS.write.removeReply(i + 1)}
                onClick={() => work.removeReply(id)}
              >
                <Icon name="remove" />
              </button>
            </div>
          </li>
        ))}
      </ol>
      <button type="button" class="add" onClick={work.addReply}>
        <Icon name="add" />
        {TEXTS.write.addReply}
        <span class="keys" aria-hidden="true">
          {TEXTS.write.addReplyKeys}
        </span>
      </button>
    </section>
  );
}
