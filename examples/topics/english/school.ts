import type { Topic } from "../topic.js";

export const school: Topic = {
  name: "school",
  emoji: "📚|🤓|✏️",
  moods: ["complaint", "wait", "triumph", "over"],
  hints: [
    "coffee number {n} and I (still|only) understand half of it",
    "my (teacher|tutor) believes in me . that makes one of us",
    "I should have started (weeks|months) ago . {sigh}",
    "mum is prouder than I am . {feel}",
    "forgot my pencil case on the one day it matters",
    "{n} pages to go and my brain is (soup|closed)",
  ],
  posts: [
    "{who} {does} in front of everybody",
    "{n} hours {where} and {bit}",
    "pray for me and my {thing}",
    "the {thing} is done ! {feel}",
  ],
  replies: [
    "good luck with the {thing}",
    "you will be fine , {bit}",
    "our {thing} was a disaster",
    "{who} {does} in my year too",
    "see you {where} then",
  ],
  tags: [
    {
      tag: "Exam Week",
      who: "the examiner|my desk mate|the whole year",
      thing: "maths paper|flash card|last question",
      does: "skipped the last question|ran out of ink|slept in the exam hall",
      where: "in the exam hall|between two papers",
      bit: "question {n} was impossible|nobody finished the maths paper|the exam hall was freezing",
    },
    {
      tag: "Science Fair",
      who: "the volcano team|judge Pardo|the potato team",
      thing: "volcano|potato battery|poster",
      does: "exploded the volcano|powered a lamp with potatoes|flooded the gym",
      where: "in the gym|behind a poster",
      bit: "the volcano hit the ceiling|{n} potatoes light one lamp|the judge wore goggles",
    },
    {
      tag: "Graduation Day",
      who: "the dean|my roommate|the brass band",
      thing: "gown|diploma|square hat",
      does: "tripped on the gown|threw the hat|said my name wrong",
      where: "on the lawn in a gown|next to the dean",
      bit: "the hats flew|the dean said my name wrong|{n} years for one diploma",
    },
    {
      tag: "Thesis Writing",
      who: "my supervisor|the committee|reviewer {n}",
      thing: "chapter|bibliography|footnote",
      does: "rewrote chapter {n}|deleted the bibliography|asked for more footnotes",
      where: "in chapter {n}|in the draft",
      bit: "the supervisor wants another chapter|my footnotes have footnotes|the draft is called final {n}",
    },
  ],
};
