import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Access } from "./access.js";
import { BrowserSwitch } from "./browser-switch.js";
import { threadOf } from "./draft.js";
import { hasHashtag, insertHashtag } from "./insert.js";
import type { ModelDescription } from "./model-description.js";
import { PostCard } from "./post-card.js";
import { ReplyCard } from "./reply-card.js";
import type { ServiceTagging } from "./service-tagging.js";
import { asSettings, DEFAULT_SETTINGS, wishesOf } from "./settings.js";
import { SettingsForm } from "./settings-form.js";
import { forGood, readStored, store } from "./stored.js";
import { SuggestionPanel } from "./suggestion-panel.js";
import { TEXTS } from "./texts.js";
import type { BrowserModel } from "./use-browser-model.js";
import { useDraft } from "./use-draft.js";
import { useSuggestions } from "./use-suggestions.js";

interface WriteProps {
  readonly service: ServiceTagging;
  /** What is known of the service's model. */
  readonly model: ModelDescription | undefined;
  readonly browser: BrowserModel;
  readonly access: Access;
}

/** Where posts are written and hashtags suggested. */
export function WriteView({ service, model, browser, access }: WriteProps) {
  const work = useDraft();
  const { draft } = work;
  const [settings, setSettings] = useStoredSettings();
  const [explained, setExplained] = useState<string>();
  const [isComposing, setComposing] = useState(false);
  const [inserted, setInserted] = useState<readonly string[]>([]);
  const post = useRef<HTMLTextAreaElement>(null);
  const moveCaret = useCaret(post);

  const thread = useMemo(() => threadOf(draft), [draft]);
  const exclude = inserted.filter((hashtag) => hasHashtag(draft.post, hashtag));
  const wishes = { ...wishesOf(settings), exclude, evidence: explained !== undefined };
  // What stands there while a character is being put together is no text yet.
  const request = useHeld(thread.post.trim() ? { ...thread, ...wishes } : undefined, isComposing);
  const tagging = browser.isWanted ? browser.tagging : service;
  const state = useSuggestions(tagging, request);

  const insert = (hashtag: string) => {
    const { text, caret } = insertHashtag(draft.post, post.current?.selectionStart, hashtag);
    work.writePost(text);
    setInserted((before) => [...before.filter((each) => each !== hashtag), hashtag]);
    moveCaret(caret);
  };
  return (
    <>
      <h1>{TEXTS.write.title}</h1>
      <p class="lead">{TEXTS.write.lead}</p>
      <div class="write">
        <PostCard
          work={work}
          post={post}
          onComposing={setComposing}
          language={model?.dataset.language}
        />
        <SuggestionPanel
          state={{ ...state, ...(browser.problem && failureOf(browser)) }}
          post={draft.post}
          tagging={tagging}
          hasAttention={model?.capabilities.attention === true}
          explained={explained}
          onExplain={setExplained}
          onInsert={insert}
          access={access}
        >
          <SettingsForm settings={settings} onChange={setSettings} />
          <BrowserSwitch browser={browser} model={model} />
        </SuggestionPanel>
        <ReplyCard work={work} post={post} onComposing={setComposing} />
      </div>
    </>
  );
}

/** A model that does not run here stands in the way of all else. */
function failureOf({ problem, retry }: BrowserModel) {
  return { problem, askAgain: retry };
}

function useStoredSettings() {
  const [settings, setSettings] = useState(
    () => readStored(forGood, "settings", asSettings) ?? DEFAULT_SETTINGS,
  );
  useEffect(() => store(forGood, "settings", settings), [settings]);
  return [settings, setSettings] as const;
}

/** Puts the caret of a field somewhere once its new text is there. */
function useCaret(field: { readonly current: HTMLTextAreaElement | null }) {
  const [caret, setCaret] = useState<{ at: number }>();
  useLayoutEffect(() => {
    if (caret) field.current?.setSelectionRange(caret.at, caret.at);
  }, [caret]);
  return (at: number) => setCaret({ at });
}

/** A value, or as long as it is held the last one before. */
function useHeld<T>(value: T, isHeld: boolean): T {
  const last = useRef(value);
  if (!isHeld) last.current = value;
  return last.current;
}
