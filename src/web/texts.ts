import type { ProblemKind } from "./tagging.js";

const number = new Intl.NumberFormat("en");
const tenths = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const loss = new Intl.NumberFormat("en", { maximumSignificantDigits: 4 });

function plural(count: number, one: string, many: string): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}

function bytes(value: number): string {
  if (value < 1e6) return `${number.format(Math.ceil(value / 1e3))} kB`;
  return `${tenths.format(value / 1e6)} MB`;
}

/** What the page says in English. */
const ENGLISH = {
  language: "en",
  name: "threadtag",
  programs: "Programs can ask too:",
  reference: "reference of the API",
  views: { label: "Pages", write: "Write", model: "Model" },
  theme: { toDark: "Switch to dark colours", toLight: "Switch to light colours" },

  write: {
    title: "Hashtags for your post",
    lead: "From what it says, and from what people reply.",
    post: "Post",
    postHint: "What is happening?",
    replies: "Replies",
    repliesHint: "What people answer often names the topic that the post leaves out.",
    reply: (place: number) => `Reply ${place}`,
    addReply: "Add a reply",
    addReplyKeys: "Ctrl + Enter",
    removeReply: (place: number) => `Remove reply ${place}`,
    removedReply: "The reply was removed.",
    clear: "Clear",
    cleared: "The thread was cleared.",
    examples: "Try an example",
    exampleTaken: "The example took the place of your thread.",
    undo: "Undo",
  },

  suggestions: {
    title: "Suggestions",
    empty: "Suggestions appear here while you write the post.",
    none: "No hashtag fits these settings. Lower the confidence, or write a little more.",
    asking: "Looking for hashtags",
    waiting: "Suggestions come once the model is here.",
    announce: (hashtags: readonly string[]) =>
      hashtags.length === 0
        ? "No suggestions."
        : `${plural(hashtags.length, "suggestion", "suggestions")}: ${hashtags.join(", ")}.`,
    insert: "Insert",
    confidence: "confidence",
    copy: (hashtag: string) => `Copy ${hashtag}`,
    copied: (hashtag: string) => `${hashtag} was copied.`,
    notCopied: "This browser does not let pages copy.",
    inserted: (hashtag: string) => `${hashtag} was inserted.`,
    why: "Why",
    whyHashtag: (hashtag: string) => `Why ${hashtag}?`,
    known: "in use",
    unknown: "new",
    sources: {
      generated: "from the text",
      retrieved: "from similar posts",
      both: "from the text and similar posts",
    },
  },

  evidence: {
    loading: "Looking for reasons",
    none: "There is no single word without which this hashtag would be less likely.",
    words: "Words that speak for it",
    wordsNote: "The stronger the colour, the less likely the hashtag would be without the word.",
    posts: "Similar earlier posts",
    similar: (share: string) => `${share} similar`,
    attention: "Attention between post and replies",
    showAttention: "Show",
    attentionNote:
      "Each row is a word of the post. The stronger the colour of a cell, the more the model looks at that word of the replies.",
    attentionLabel: "How each word of the post attends to the words of the replies",
    attentionHint: "Point at a cell, or touch it, to see its words.",
    attentionCell: (post: string, reply: string, share: string) => `${post} → ${reply}: ${share}`,
    attentionTable: "Strongest for each word",
    postWord: "Word of the post",
    replyWord: "Word of the replies",
    weight: "Weight",
    loadingAttention: "Reading the thread",
    noAttention: "This model has no such attention.",
  },

  settings: {
    title: "Settings",
    limit: "Number",
    minConfidence: "Confidence at least",
    existingOnly: "Only hashtags in use",
    existingOnlyNote: "Those of the posts that the model was trained on.",
  },

  browser: {
    switch: "Run in this browser",
    off: (size: number | undefined) =>
      size === undefined
        ? "The model and what runs it are downloaded; then no text leaves this machine."
        : `The model (${bytes(size)}) and what runs it are downloaded; then no text leaves this machine.`,
    loading: "Downloading the model. No text leaves this machine from now on.",
    progress: (received: number, total: number | undefined) =>
      total === undefined ? bytes(received) : `${bytes(received)} of ${bytes(total)}`,
    download: "Download of the model",
    opening: "Opening the model",
    on: "No text leaves this machine.",
  },

  problems: {
    offline: {
      title: "The service does not answer.",
      help: "Your text stays here. The page asks again by itself; you can go on writing.",
    },
    busy: {
      title: "The service is busy.",
      help: "Your text stays here. The page asks again in a moment.",
    },
    key: {
      title: "The service asks for an API key.",
      help: "Enter the key that you got from whoever runs it. It is kept until you close this tab.",
    },
    tooLarge: {
      title: "The thread is too long for this service.",
      help: "Shorten the post or remove replies.",
    },
    refused: {
      title: "The service cannot work with this thread.",
      help: "Change what it names here:",
    },
    failed: {
      title: "The service could not answer.",
      help: "Your text stays here. Ask again; if it happens again, tell whoever runs the service:",
    },
    browser: {
      title: "The model does not run in this browser.",
      help: "Nothing was sent. Switch back to use the service, or try again:",
    },
  } satisfies Record<ProblemKind, { title: string; help: string }>,
  problem: {
    again: "Ask again",
    key: "API key",
    useKey: "Use this key",
    wrongKey: "The service does not know this key.",
    forgetKey: "Forget the API key",
  },

  model: {
    title: "Model",
    loading: "Reading about the model",
    facts: {
      system: "System",
      dataset: "Trained on",
      language: "Language",
      hashtags: "Hashtags it knows",
      abilities: "It can",
      id: "Version",
    },
    abilities: {
      openVocabulary: "make new hashtags",
      learns: "learn from more posts",
      attention: "show what it attends to",
      none: "choose among known hashtags",
    },
    metrics: "Scores on validation posts",
    metricNames: {
      "f1@1": ["F1@1", "of the first suggestion"],
      "f1@5": ["F1@5", "of the first five"],
      "map@5": ["MAP@5", "how high the right ones rank"],
    },
    score: (percent: number) => percent.toFixed(1),
    curve: "Training",
    curveLabel: "Training and validation loss by epoch.",
    curveBest: (epoch: number, value: number) =>
      `best epoch: ${epoch}, validation loss ${loss.format(value)}`,
    training: "training",
    validation: "validation",
    epoch: "Epoch",
    epochFigures: (epoch: number, training: number, validation: number, rate: number) =>
      `Epoch ${epoch}: training loss ${loss.format(training)}, validation loss ${loss.format(validation)}, learning rate ${loss.format(rate)}`,
    card: "Model card",
    files: "Files",
    file: "File",
    size: "Size",
  },

  number: (value: number) => number.format(value),
  percent: (share: number) => (share > 0 && share < 0.005 ? "<1%" : `${Math.round(share * 100)}%`),
  finePercent: (share: number) => `${(share * 100).toFixed(1)}%`,
  bytes,
};

/** Everything that the page says. Another language is another object of this type. */
export type Texts = typeof ENGLISH;

/** The texts of the page. */
export const TEXTS: Texts = ENGLISH;
