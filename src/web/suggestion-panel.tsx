import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { HashtagSuggestion } from "../tagger/suggestion.js";
import type { Access } from "./access.js";
import { hasHashtag } from "./insert.js";
import { ProblemNotice } from "./problem-notice.js";
import { SuggestionRow } from "./suggestion-row.js";
import type { Tagging } from "./tagging.js";
import { TEXTS } from "./texts.js";
import { useKeptFocus } from "./use-kept-focus.js";
import type { SuggestionState } from "./use-suggestions.js";

interface PanelProps {
  readonly state: SuggestionState & { readonly askAgain: () => void };
  /** As it stands now. */
  readonly post: string;
  /** Who explains; undefined for nobody. */
  readonly tagging: Tagging | undefined;
  readonly hasAttention: boolean;
  /** The hashtag whose evidence is open. */
  readonly explained: string | undefined;
  readonly onExplain: (hashtag: string | undefined) => void;
  readonly onInsert: (hashtag: string) => void;
  readonly access: Access;
  /** What stands below the suggestions. */
  readonly children: ComponentChildren;
}

/** The suggestions for the post, and what goes with them. */
export function SuggestionPanel(props: PanelProps) {
  const { state, post, access, children } = props;
  const { answer, isAsking, problem, askAgain } = state;
  // What has just been inserted goes at once, before the next answer leaves it out.
  const shown = answer?.suggestions.filter(({ hashtag }) => !hasHashtag(post, hashtag));
  const [said, say] = useAnnouncements(shown);
  return (
    <section class="card panel" aria-labelledby="suggestions">
      <div class="card-top">
        <h2 id="suggestions">{TEXTS.suggestions.title}</h2>
        {isAsking && <span class="asking" title={TEXTS.suggestions.asking} />}
      </div>
      <p class="hidden" role="status">
        {said}
      </p>
      {problem && <ProblemNotice problem={problem} access={access} onAskAgain={askAgain} />}
      {shown && shown.length > 0 ? (
        <Rows {...props} shown={shown} say={say} />
      ) : (
        !problem && <p class="empty">{emptyText(props, shown)}</p>
      )}
      <div class="below">{children}</div>
    </section>
  );
}

function Rows(
  props: PanelProps & { shown: readonly HashtagSuggestion[]; say: (text: string) => void },
) {
  const { shown, state, explained, onExplain, onInsert, say } = props;
  const list = useKeptFocus<HTMLUListElement>("button.insert");
  return (
    <ul ref={list} class={`rows${state.problem ? " old" : ""}`} aria-busy={state.isAsking}>
      {shown.map((suggestion) => (
        <SuggestionRow
          key={suggestion.hashtag}
          suggestion={suggestion}
          request={state.answer!.request}
          tagging={props.tagging}
          hasAttention={props.hasAttention}
          isExplained={explained === suggestion.hashtag}
          onExplain={onExplain}
          onInsert={(hashtag) => {
            onInsert(hashtag);
            say(TEXTS.suggestions.inserted(hashtag));
          }}
          say={say}
        />
      ))}
    </ul>
  );
}

function emptyText(
  { state, tagging, post }: PanelProps,
  shown: readonly HashtagSuggestion[] | undefined,
): string {
  if (state.isAsking) return `${TEXTS.suggestions.asking} …`;
  if (!tagging && post.trim() !== "") return TEXTS.suggestions.waiting;
  return shown ? TEXTS.suggestions.none : TEXTS.suggestions.empty;
}

/** What screen readers are told: new suggestions when they come, and what else is said in between. */
function useAnnouncements(shown: readonly HashtagSuggestion[] | undefined) {
  const [said, say] = useState("");
  const list = shown && TEXTS.suggestions.announce(shown.map(({ hashtag }) => hashtag));
  useEffect(() => say(list ?? ""), [list]);
  return [said, say] as const;
}
