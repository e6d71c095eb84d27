// Stands in the head of the page and blocks, so that a page of another theme is never seen.
import { forGood, readStored } from "./stored.js";
import { applyTheme, asTheme } from "./theme-choice.js";

applyTheme(readStored(forGood, "theme", asTheme));
