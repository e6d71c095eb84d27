import type {
  EarlierPost,
  Evidence,
  HashtagSuggestion,
  SuggestionRequest,
  WordEvidence,
} from "../tagger/suggestion.js";
import { AttentionView } from "./attention-view.js";
import { segmentsOf, strengthOf } from "./highlight.js";
import { languageOf } from "./language.js";
import type { Tagging } from "./tagging.js";
import { TEXTS } from "./texts.js";

interface EvidenceProps {
  readonly id: string;
  readonly suggestion: HashtagSuggestion;
  readonly request: SuggestionRequest;
  readonly tagging: Tagging | undefined;
  readonly hasAttention: boolean;
}

/** Why a hashtag is suggested. */
export function EvidenceView({ id, suggestion, request, tagging, hasAttention }: EvidenceProps) {
  const { evidence, hashtag } = suggestion;
  const hasReplies = (request.replies ?? []).length > 0;
  return (
    <section id={id} class="evidence" aria-label={TEXTS.suggestions.whyHashtag(hashtag)}>
      {evidence ? (
        <Reasons evidence={evidence} request={request} hashtag={hashtag} />
      ) : (
        <p class="note">{TEXTS.evidence.loading} …</p>
      )}
      {evidence && hasAttention && hasReplies && tagging && (
        <AttentionView tagging={tagging} request={request} />
      )}
    </section>
  );
}

function Reasons(props: { evidence: Evidence; request: SuggestionRequest; hashtag: string }) {
  const { evidence, request, hashtag } = props;
  return (
    <>
      <h3>{TEXTS.evidence.words}</h3>
      {evidence.words.length > 0 ? (
        <MarkedThread request={request} words={evidence.words} />
      ) : (
        <p class="note">{TEXTS.evidence.none}</p>
      )}
      {evidence.posts.length > 0 && (
        <>
          <h3>{TEXTS.evidence.posts}</h3>
          <ul class="posts">
            {evidence.posts.map((post, i) => (
              <Similar key={i} post={post} hashtag={hashtag} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** The texts of the thread that have words which count, with these marked. */
function MarkedThread(props: { request: SuggestionRequest; words: readonly WordEvidence[] }) {
  const { request, words } = props;
  const texts = [request.post, ...(request.replies ?? [])];
  const largest = Math.max(...words.map(({ weight }) => weight));
  return (
    <>
      <dl class="marked">
        {texts.map((text, i) => {
          const own = words.filter((word) => word.text === i);
          if (own.length === 0) return null;
          return (
            <div key={i}>
              <dt>{i === 0 ? TEXTS.write.post : TEXTS.write.reply(i)}</dt>
              <dd dir="auto" lang={languageOf(text)}>
                {segmentsOf(text, own).map(({ text: part, weight }) =>
                  weight === undefined ? (
                    part
                  ) : (
                    <mark
                      class={`mark${strengthOf(weight, largest)}`}
                      title={TEXTS.percent(weight)}
                    >
                      {part}
                    </mark>
                  ),
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      <p class="note">{TEXTS.evidence.wordsNote}</p>
    </>
  );
}

function Similar({ post, hashtag }: { post: EarlierPost; hashtag: string }) {
  return (
    <li>
      <p dir="auto" lang={languageOf(post.text)}>
        {post.text}
      </p>
      <p class="post-foot">
        {post.hashtags.map((each) => (
          <bdi
            key={each}
            class={each.toLowerCase() === hashtag.toLowerCase() ? "same" : undefined}
            lang={languageOf(each)}
          >
            {each}
          </bdi>
        ))}
        <span>{TEXTS.evidence.similar(TEXTS.percent(post.similarity))}</span>
      </p>
    </li>
  );
}
