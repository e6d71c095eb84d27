import { useEffect, useState } from "preact/hooks";
import type { AttentionMap, SuggestionRequest } from "../tagger/suggestion.js";
import { HeatMap } from "./heat-map.js";
import { asTaggingError, type Tagging, type TaggingError } from "./tagging.js";
import { TEXTS } from "./texts.js";

interface AttentionProps {
  readonly tagging: Tagging;
  readonly request: SuggestionRequest;
}

/** What was found out; `map` is undefined where the model has no attention. */
type Found = { readonly map: AttentionMap | undefined } | { readonly problem: TaggingError };

/** How post and replies attend to each other. */
export function AttentionView({ tagging, request }: AttentionProps) {
  const found = useAttention(tagging, request);
  return (
    <>
      <h3>{TEXTS.evidence.attention}</h3>
      <p class="note">{TEXTS.evidence.attentionNote}</p>
      {content(found)}
    </>
  );
}

function content(found: Found | undefined) {
  if (!found) return <p class="note">{TEXTS.evidence.loadingAttention} …</p>;
  if ("problem" in found) return <p class="note">{TEXTS.problems[found.problem.kind].title}</p>;
  const { map } = found;
  if (!map || map.conversationWords.length === 0) {
    return <p class="note">{TEXTS.evidence.noAttention}</p>;
  }
  return <HeatMap map={map} />;
}

function useAttention(tagging: Tagging, request: SuggestionRequest): Found | undefined {
  const [found, setFound] = useState<Found>();
  const { post, replies, platform } = request;
  useEffect(() => {
    const controller = new AbortController();
    const tell = (what: Found) => !controller.signal.aborted && setFound(what);
    tagging.attention({ post, replies, platform }, controller.signal).then(
      (map) => tell({ map }),
      (error: unknown) => tell({ problem: asTaggingError(error) }),
    );
    return () => controller.abort();
  }, [tagging, JSON.stringify([post, replies])]);
  return found;
}
