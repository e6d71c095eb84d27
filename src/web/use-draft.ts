import { useEffect, useReducer, useState } from "preact/hooks";
import type { ThreadText } from "../tagger/suggestion.js";
import { changeDraft, type Draft, draftOf, isBlank, threadOf } from "./draft.js";
import { forTab, readStored, store } from "./stored.js";
import { TEXTS } from "./texts.js";

/** What was done to a draft at one stroke, and the draft before it. */
interface Undoable {
  readonly message: string;
  readonly before: Draft;
}

/** A draft that outlives a reload of the page, and what can be done to it. */
export interface DraftWork {
  readonly draft: Draft;
  /** What happened that can be undone. */
  readonly message: string | undefined;
  /** Which reply gets the focus, by its place; a new object for every time. */
  readonly focus: { readonly place: number } | undefined;
  writePost(text: string): void;
  writeReply(id: number, text: string): void;
  addReply(): void;
  removeReply(id: number): void;
  /** Puts an example in the place of the thread. */
  takeExample(thread: ThreadText): void;
  clear(): void;
  undo(): void;
}

/** Keeps the draft of the page. */
export function useDraft(): DraftWork {
  const [draft, change] = useReducer(changeDraft, undefined, storedDraft);
  const [undoable, setUndoable] = useState<Undoable>();
  const [focus, setFocus] = useState<{ place: number }>();
  useEffect(() => store(forTab, "draft", threadOf(draft)), [draft]);

  const replaceWith = (thread: ThreadText, message: string) => {
    change({ kind: "replace", draft: draftOf(thread) });
    setUndoable(isBlank(draft) ? undefined : { message, before: draft });
  };
  return {
    draft,
    focus,
    message: undoable?.message,
    writePost(text) {
      setUndoable(undefined);
      change({ kind: "post", text });
    },
    writeReply(id, text) {
      setUndoable(undefined);
      change({ kind: "reply", id, text });
    },
    addReply() {
      setUndoable(undefined);
      setFocus({ place: draft.replies.length });
      change({ kind: "addReply" });
    },
    removeReply(id) {
      const place = draft.replies.findIndex((reply) => reply.id === id);
      const hadText = draft.replies[place]?.text.trim() !== "";
      setUndoable(hadText ? { message: TEXTS.write.removedReply, before: draft } : undefined);
      setFocus({ place: Math.max(0, place - 1) });
      change({ kind: "removeReply", id });
    },
    takeExample: (thread) => replaceWith(thread, TEXTS.write.exampleTaken),
    clear: () => replaceWith({ post: "" }, TEXTS.write.cleared),
    undo() {
      if (undoable) change({ kind: "replace", draft: undoable.before });
      setUndoable(undefined);
    },
  };
}

function storedDraft(): Draft {
  return draftOf(readStored(forTab, "draft", asThread) ?? { post: "" });
}

function asThread(value: unknown): ThreadText | undefined {
  const { post, replies } = value as Partial<ThreadText>;
  const areTexts = Array.isArray(replies) && replies.every((reply) => typeof reply === "string");
  return typeof post === "string" && areTexts ? { post, replies } : undefined;
}
