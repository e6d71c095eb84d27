import { useEffect, useRef, useState } from "preact/hooks";
import type { HashtagSuggestion, SuggestionRequest } from "../tagger/suggestion.js";
import { copyText } from "./copy-text.js";
import { EvidenceView } from "./evidence-view.js";
import { Icon } from "./icons.js";
import { languageOf } from "./language.js";
import type { Tagging } from "./tagging.js";
import { TEXTS } from "./texts.js";

interface RowProps {
  readonly suggestion: HashtagSuggestion;
  /** What it was suggested for. */
  readonly request: SuggestionRequest;
  readonly tagging: Tagging | undefined;
  readonly hasAttention: boolean;
  readonly isExplained: boolean;
  readonly onExplain: (hashtag: string | undefined) => void;
  readonly onInsert: (hashtag: string) => void;
  /** Tells screen readers something. */
  readonly say: (text: string) => void;
}

/** A suggestion: what it is, how likely, and why. */
export function SuggestionRow(props: RowProps) {
  const { suggestion, isExplained, onExplain, onInsert } = props;
  const { hashtag } = suggestion;
  const id = `why-${suggestion.words.join("-")}`;
  return (
    <li class="row">
      <div class="row-top">
        <button
          type="button"
          class="insert"
          // The writer's place in the post is kept, and on a phone the keyboard stays as it is.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onInsert(hashtag)}
        >
          <span class="hidden">{TEXTS.suggestions.insert} </span>
          <bdi class="hashtag" lang={languageOf(hashtag)}>
            {hashtag}
          </bdi>
          <Confidence share={suggestion.confidence} />
        </button>
        <CopyButton hashtag={hashtag} say={props.say} />
        <button
          type="button"
          class="why"
          aria-expanded={isExplained}
          aria-controls={isExplained ? id : undefined}
          aria-label={TEXTS.suggestions.whyHashtag(hashtag)}
          onClick={() => onExplain(isExplained ? undefined : hashtag)}
        >
          {TEXTS.suggestions.why}
          <Icon name="open" />
        </button>
      </div>
      <p class="origin">
        <span class={suggestion.known ? "tag" : "tag tag-new"}>
          {suggestion.known ? TEXTS.suggestions.known : TEXTS.suggestions.unknown}
        </span>
        {TEXTS.suggestions.sources[suggestion.source]}
      </p>
      {isExplained && <EvidenceView id={id} {...props} />}
    </li>
  );
}

function Confidence({ share }: { share: number }) {
  const percent = TEXTS.percent(share);
  return (
    <>
      <span class="meter" aria-hidden="true">
        <span style={{ inlineSize: percent }} />
      </span>
      <span class="hidden">, {TEXTS.suggestions.confidence} </span>
      <span class="percent">{percent}</span>
    </>
  );
}

/** Milliseconds for which the button tells that it has copied. */
const TOLD = 2000;

function CopyButton({ hashtag, say }: { hashtag: string; say: (text: string) => void }) {
  const [isDone, setDone] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = async () => {
    const copied = await copyText(hashtag);
    say(copied ? TEXTS.suggestions.copied(hashtag) : TEXTS.suggestions.notCopied);
    setDone(copied);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setDone(false), TOLD);
  };
  const label = TEXTS.suggestions.copy(hashtag);
  return (
    <button type="button" class="round" aria-label={label} title={label} onClick={copy}>
      <Icon name={isDone ? "done" : "copy"} />
    </button>
  );
}
