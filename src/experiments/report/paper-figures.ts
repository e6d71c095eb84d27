/** The datasets of the paper; the one in the language of ours stands beside our figures. */
export type PaperData = "Twitter" | "Weibo";

/** A figure of the paper on each of its datasets; null where it gives none. */
type OnBoth<T> = Readonly<Record<PaperData, T>>;

/** How columns with the paper's figures are headed. */
export const PAPER_HEADING = (data: PaperData): string => `The paper, other data: ${data}`;

/** Table 4: F1@1, F1@5, MAP, ROUGE-1, ROUGE-SU4 in percent (Wang et al., NAACL-HLT 2019). */
export const PAPER_TABLE4: Readonly<Record<string, OnBoth<readonly (number | null)[]>>> = {
  random: { Twitter: [0.37, 0.63, 0.89, 0.56, 0.16], Weibo: [0.43, 0.67, 0.97, 2.14, 1.13] },
  lda: { Twitter: [0.13, 0.25, 0.35, 0.6, null], Weibo: [0.1, 0.86, 0.94, 3.89, null] },
  "tf-idf": { Twitter: [0.02, 0.02, 0.03, 0.54, 0.14], Weibo: [0.85, 0.73, 1.3, 8.04, 4.29] },
  extractor: { Twitter: [0.44, null, null, 1.14, 0.14], Weibo: [2.53, null, null, 7.64, 5.2] },
  classifier: {
    Twitter: [9.44, 6.36, 12.71, 10.75, 4.0],
    Weibo: [16.92, 10.48, 22.29, 25.34, 21.95],
  },
  "classifier-concatenation": {
    Twitter: [8.54, 6.28, 12.1, 10.0, 2.47],
    Weibo: [17.25, 11.03, 23.11, 25.16, 22.09],
  },
  seq2seq: {
    Twitter: [10.44, 6.73, 14.0, 10.52, 4.08],
    Weibo: [26.0, 14.43, 32.74, 37.37, 32.67],
  },
  "seq2seq-copy": {
    Twitter: [10.63, 6.87, 14.21, 12.05, 4.36],
    Weibo: [25.29, 14.1, 31.63, 37.58, 32.69],
  },
  "bi-attention": {
    Twitter: [12.29, 8.29, 15.94, 13.73, 4.45],
    Weibo: [31.96, 17.39, 38.79, 45.03, 39.73],
  },
};

/** Table 5: ROUGE-1 F1 in percent on posts whose hashtags never occur in training. */
export const PAPER_TABLE5: Readonly<Record<string, OnBoth<number>>> = {
  classifier: { Twitter: 1.15, Weibo: 1.65 },
  "classifier-concatenation": { Twitter: 1.13, Weibo: 1.52 },
  seq2seq: { Twitter: 1.33, Weibo: 10.84 },
  "bi-attention": { Twitter: 1.48, Weibo: 12.55 },
};

/** Table 6: F1@1 in percent. */
export const PAPER_TABLE6: Readonly<Record<string, OnBoth<number>>> = {
  seq2seq: { Twitter: 10.44, Weibo: 26.0 },
  "seq2seq-conversation": { Twitter: 6.27, Weibo: 18.57 },
  "seq2seq-concatenation": { Twitter: 11.24, Weibo: 29.85 },
  "bi-attention-post": { Twitter: 11.18, Weibo: 28.67 },
  "bi-attention-conversation": { Twitter: 10.61, Weibo: 28.06 },
  "bi-attention": { Twitter: 12.29, Weibo: 31.96 },
};

/** The paper's dataset in a language. */
export function paperData(language: "en" | "zh"): PaperData {
  return language === "zh" ? "Weibo" : "Twitter";
}
