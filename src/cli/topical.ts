import { Option } from "commander";
import { LEAST_TOPICALITY, topicalityList } from "../dataset/topicality.js";
import { share } from "./options.js";

/** Most hashtags without a topic that are printed; the card of the dataset has them all. */
const MOST_LISTED = 20;

/** The option that leaves hashtags without a topic out of a dataset. */
export function topicalOption(): Option {
  return new Option(
    "--topical [least]",
    "leave out hashtags that words of posts say nothing about: of a topicality below this, where 0.5 is chance",
  )
    .preset(String(LEAST_TOPICALITY))
    .argParser(share);
}

/** Names the hashtags that were left out, for the terminal; empty without any. */
export function describeLeftOut(leftOut: ReadonlyMap<string, number>): string {
  if (leftOut.size === 0) return "";
  return `\nHashtags left out, with their topicality:\n${topicalityList(leftOut, MOST_LISTED)}`;
}
