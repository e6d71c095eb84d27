import { htmlPage } from "../support/html-page.js";
import { type Markup, type MarkupContent, markup } from "../support/markup.js";
import type { DatasetInfo } from "./folder.js";
import { hashtagKey, SPLITS } from "./instance.js";
import type { DatasetStatistics, Quantiles } from "./statistics.js";
import {
  binLabel,
  decimal,
  PAPER_FIGURES,
  percentage,
  QUANTILES,
  SIZE_ROWS,
  type SizeRow,
  UNSEEN_ROWS,
} from "./statistics-figures.js";
import type { HashtagCount } from "./statistics-hashtags.js";
import { histogram } from "./statistics-histogram.js";
import { STATISTICS_STYLE } from "./statistics-style.js";

/**
 * Describes a dataset on a page of its own: where it came from and what became of every record, the
 * paper's Tables 2 and 3 beside the authors' figures, lengths, Figure 2, what the splits share, and
 * the most frequent hashtags.
 * @returns an HTML document that needs no other file and no script
 */
export function statisticsPage(info: DatasetInfo, statistics: DatasetStatistics): string {
  const { posts, distinctTags } = statistics.all;
  return htmlPage({
    title: `${info.name}: statistics of a dataset`,
    style: [STATISTICS_STYLE],
    madeBy: "threadtag stats",
    main: markup`<h1>${info.name}</h1>
<p class="lead">${decimal(posts, 0)} posts with ${decimal(distinctTags, 0)} different hashtags</p>
${origin(info)}
${records(info)}
${sizes(statistics)}
${lengths(statistics)}
${frequencies(statistics)}
${betweenSplits(statistics)}
${topTags(info, statistics)}`,
  });
}

function origin({ language, createdFrom, seed, hash }: DatasetInfo): Markup {
  const languageName = new Intl.DisplayNames("en", { type: "language" }).of(language) ?? language;
  const entries: [string, MarkupContent][] = [
    ["Language", `${languageName} (${language})`],
    ["Made from", createdFrom],
    ...(seed === undefined ? [] : [["Seed of the split", seed] as [string, number]]),
    ["Hash", markup`<code>${hash}</code>`],
  ];
  return markup`<dl>${entries.map(
    ([term, value]) => markup`
<dt>${term}</dt><dd>${value}</dd>`,
  )}
</dl>`;
}

function records({ steps = [] }: DatasetInfo): Markup {
  if (steps.length === 0) return markup``;
  return section(
    "Where the records went",
    table(
      "What became of every record on the way from the sources to the splits.",
      ["Step", "Count"],
      steps.map(({ step, posts }) => [step, decimal(posts, 0)]),
    ),
  );
}

function sizes({ all, splits }: DatasetStatistics): Markup {
  const own = [{ name: "all", figures: all }, ...presentSplits(splits)];
  const others = Object.entries(PAPER_FIGURES);
  const row = ({ label, text }: SizeRow) => markup`
<tr><th scope="row">${label}</th>${own.map(({ figures }) => markup`<td>${text(figures)}</td>`)}${others.map(([, figures]) => markup`<td class="other">${text(figures)}</td>`)}</tr>`;
  return section(
    "Sizes and hashtags",
    markup`<p class="note">Words are counted before a model truncates them. “Tag in post” is the share of gold hashtags whose words occur in a row in their post. The last two columns describe <strong>other data</strong>, that of the paper (Wang et al., NAACL-HLT 2019), for comparison.</p>
<div class="scroll" role="region" aria-label="Sizes and hashtags" tabindex="0"><table class="sizes wide">
<caption>The paper’s Tables 2 and 3.</caption>
<colgroup></colgroup><colgroup span="${own.length}"></colgroup><colgroup span="${others.length}"></colgroup>
<thead>
<tr><td></td><th scope="colgroup" colspan="${own.length}">This dataset</th><th class="other" scope="colgroup" colspan="${others.length}">Other data: the paper’s</th></tr>
<tr><td></td>${own.map(({ name }) => markup`<th scope="col">${name}</th>`)}${others.map(([name]) => markup`<th class="other" scope="col">${name}</th>`)}</tr>
</thead>
<tbody>${SIZE_ROWS.map(row)}
</tbody>
</table></div>`,
  );
}

function lengths({ all: { postLengths, conversationLengths } }: DatasetStatistics): Markup {
  const row = (label: string, lengths: Quantiles) => [
    label,
    ...QUANTILES.map(([, key]) => decimal(lengths[key], 0)),
  ];
  return section(
    "Lengths",
    table(
      "Words of posts and conversations of all splits: percentiles and the longest.",
      ["", ...QUANTILES.map(([label]) => label)],
      [row("post", postLengths), row("conversation", conversationLengths)],
    ),
  );
}

function frequencies({ tagFrequency }: DatasetStatistics): Markup {
  const rows = tagFrequency.map((bin) => [
    binLabel(bin),
    decimal(bin.tags, 0),
    percentage(bin.share),
  ]);
  return section(
    "How often hashtags occur",
    markup`<p class="note">Distinct hashtags of all splits by the number of posts that have them (the paper’s Figure 2).</p>
${histogram(tagFrequency)}
<details><summary>The figures as a table</summary>
${table("Distinct hashtags by how often they occur.", ["Posts", "Hashtags", "Share"], rows)}
</details>`,
  );
}

function betweenSplits({ splits, unseen, duplicates }: DatasetStatistics): Markup {
  if (duplicates.length === 0) return markup``;
  const heldOut = SPLITS.filter((split) => unseen[split]);
  const unseenRows = UNSEEN_ROWS.map(([label, key]) => [
    label,
    ...heldOut.map((split) => percentage(unseen[split]![key])),
  ]);
  const duplicateRows = duplicates.map(({ split, earlier, posts, nearPosts }) => {
    const count = (repeated: number) =>
      `${decimal(repeated, 0)} (${percentage((100 * repeated) / splits[split]!.posts)})`;
    return [`${split} posts that repeat one of ${earlier}`, count(posts), count(nearPosts)];
  });
  return section(
    "Between the splits",
    markup`${table("What training does not show, in percent of the gold hashtags and of the posts.", ["", ...heldOut], unseenRows)}
${table("Posts that are in two splits. Nearly: with most words and word pairs in common, exact copies included.", ["", "word for word", "nearly"], duplicateRows)}`,
  );
}

function topTags({ language }: DatasetInfo, { all, topTags }: DatasetStatistics): Markup {
  // Isolated: a hashtag from right to left must not turn the text around it.
  const foreign = (text: string) => markup`<bdi lang="${language}">${text}</bdi>`;
  const name = ({ words, surface }: HashtagCount) => {
    const key = foreign(hashtagKey(words));
    return surface === undefined ? key : markup`${foreign(`#${surface}`)} <small>${key}</small>`;
  };
  const rows = topTags.map((tag) => [
    name(tag),
    decimal(tag.posts, 0),
    percentage((100 * tag.posts) / all.posts),
  ]);
  const caption = `The ${topTags.length} hashtags that most posts have: their most frequent spelling, where it is known, and their words.`;
  const head = ["Hashtag", "Posts", "Share of posts"];
  return section("Most frequent hashtags", table(caption, head, rows, "hashtags"));
}

function presentSplits(splits: DatasetStatistics["splits"]) {
  return SPLITS.flatMap((name) => {
    const figures = splits[name];
    return figures ? [{ name, figures }] : [];
  });
}

function section(heading: string, content: Markup): Markup {
  return markup`<section>
<h2>${heading}</h2>
${content}
</section>`;
}

/** A table whose first column names the rows. */
function table(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly MarkupContent[])[],
  className = "",
): Markup {
  const cells = ([name, ...others]: readonly MarkupContent[]) => markup`
<tr><th scope="row">${name}</th>${others.map((cell) => markup`<td>${cell}</td>`)}</tr>`;
  const heading = (label: string) =>
    label ? markup`<th scope="col">${label}</th>` : markup`<td></td>`;
  return markup`<div class="scroll"><table class="${className}">
<caption>${caption}</caption>
<thead><tr>${head.map(heading)}</tr></thead>
<tbody>${rows.map(cells)}
</tbody>
</table></div>`;
}
