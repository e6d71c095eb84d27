import type { ThreadText } from "../tagger/suggestion.js";

/** A reply in the making. */
export interface DraftReply {
  /** Stays the same while the text changes. */
  readonly id: number;
  readonly text: string;
}

/** A thread in the making. */
export interface Draft {
  readonly post: string;
  readonly replies: readonly DraftReply[];
}

/** What can be done to a draft. */
export type DraftChange =
  | { readonly kind: "post"; readonly text: string }
  | { readonly kind: "reply"; readonly id: number; readonly text: string }
  | { readonly kind: "addReply" }
  | { readonly kind: "removeReply"; readonly id: number }
  | { readonly kind: "replace"; readonly draft: Draft };

/** The draft after a change. */
export function changeDraft(draft: Draft, change: DraftChange): Draft {
  const { replies } = draft;
  switch (change.kind) {
    case "post":
      return { ...draft, post: change.text };
    case "reply": {
      const { id, text } = change;
      return { ...draft, replies: replies.map((each) => (each.id === id ? { id, text } : each)) };
    }
    case "addReply":
      return { ...draft, replies: [...replies, { id: nextId(replies), text: "" }] };
    case "removeReply":
      return { ...draft, replies: replies.filter(({ id }) => id !== change.id) };
    case "replace":
      return change.draft;
  }
}

function nextId(replies: readonly DraftReply[]): number {
  return 1 + Math.max(0, ...replies.map(({ id }) => id));
}

/** A thread as a draft. */
export function draftOf({ post, replies = [] }: ThreadText): Draft {
  return { post, replies: replies.map((text, i) => ({ id: i + 1, text })) };
}

/** A draft as a thread, without replies that have no text. */
export function threadOf({ post, replies }: Draft): ThreadText & { replies: string[] } {
  return { post, replies: replies.map(({ text }) => text).filter((text) => text.trim() !== "") };
}

/** Whether nothing has been written. */
export function isBlank({ post, replies }: Draft): boolean {
  return [post, ...replies.map(({ text }) => text)].every((text) => text.trim() === "");
}
