/**
 * Suggests hashtags below a text field of any site. Without dependencies: put this file beside the page.
 *
 *     <textarea data-hashtags="https://tags.example.org/v1/suggest"></textarea>
 *     <script type="module" src="threadtag-composer.js"></script>
 *
 * data-hashtags        where to ask: the service, or a path of your own site that passes it on
 * data-hashtags-key    an API key; whoever reads the page can read it, too
 * data-hashtags-above  a selector of the elements with the posts of the thread, the first one on top
 */

const PAUSE_MS = 400;
const LIMIT = 5;

for (const field of document.querySelectorAll("textarea[data-hashtags]")) suggestFor(field);

/** Adds a list of hashtags to a text field. @param {HTMLTextAreaElement} field */
export function suggestFor(field) {
  const list = document.createElement("div");
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", "Suggested hashtags");
  field.after(list);
  let timer;
  let asking;
  const askSoon = (milliseconds) => {
    clearTimeout(timer);
    // An answer to what was written before must not come after this one.
    asking?.abort();
    timer = setTimeout(async () => {
      asking = new AbortController();
      const answer = await ask(field, asking.signal);
      if (answer?.suggestions) show(answer.suggestions, list, field);
      else if (answer?.wait) askSoon(answer.wait);
    }, milliseconds);
  };
  field.addEventListener("input", () => askSoon(PAUSE_MS));
  if (field.value) askSoon(0);
}

/**
 * @returns {Promise<{ suggestions?: { hashtag: string, confidence: number }[], wait?: number } | undefined>}
 *   hashtags, or milliseconds to wait; nothing where there is no answer
 */
async function ask(field, signal) {
  const { hashtags: address, hashtagsKey: key } = field.dataset;
  if (field.value.trim() === "") return { suggestions: [] };
  try {
    const response = await fetch(address, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(key && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ ...threadOf(field), limit: LIMIT }),
      signal,
    });
    if (response.ok) return await response.json();
    const wait = Number(response.headers.get("retry-after"));
    return [429, 503].includes(response.status) ? { wait: 1000 * (wait || 5) } : undefined;
  } catch {
    // No connection, or the text has changed: whoever writes needs no message about it.
    return undefined;
  }
}

/** What is written answers what stands above it: together they are the thread. */
function threadOf(field) {
  const selector = field.dataset.hashtagsAbove;
  const above = selector ? [...document.querySelectorAll(selector)] : [];
  const [post, ...replies] = [...above.map(({ textContent }) => textContent.trim()), field.value];
  return { post, replies };
}

function show(suggestions, list, field) {
  const chips = suggestions.map(({ hashtag, confidence }) => {
    const chip = document.createElement("button");
    chip.type = "button";
    // As text: a hashtag is what somebody wrote.
    chip.textContent = hashtag;
    chip.title = `${Math.round(100 * confidence)} %`;
    chip.addEventListener("click", () => insert(hashtag, field));
    return chip;
  });
  list.replaceChildren(...chips);
}

/** Puts a hashtag behind the text, and lets the site know that the text has changed. */
function insert(hashtag, field) {
  field.value = `${field.value.trimEnd()} ${hashtag} `;
  field.focus();
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
