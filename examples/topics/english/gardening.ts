import type { Topic } from "../topic.js";

export const gardening: Topic = {
  name: "gardening",
  emoji: "🌱|🌻|🧤",
  moods: ["triumph", "complaint", "awe", "confess"],
  hints: [
    "soil under my nails and (not a single|no) worry {when}",
    "the garden needs (water|rain|me) more than the office does",
    "(planted|watered) everything before breakfast . {feel}",
    "my back hurts but the (garden|balcony) looks (great|alive) URL",
    "{n} years of gardening and I still learn (something|things) every week",
    "bought (too many|more) plants . where do I put them ? {sigh}",
  ],
  posts: [
    "day {n} : {bit}",
    "the {thing} {where} is (bigger|redder|prettier) than ever",
    "{who} {does} overnight . {react}",
    "swapping one {thing} for good advice , {bit}",
  ],
  replies: [
    "my {thing} never (survived|made it)",
    "how is the {thing} {where} ?",
    "try coffee grounds , {bit}",
    "{who} {does} in our garden too",
    "send me a photo of the {thing}",
  ],
  tags: [
    {
      tag: "Tomato Watch",
      who: "my tomato|the cherry tomatoes|the greenhouse",
      thing: "tomato|vine|cherry tomato",
      does: "turned red|grew past the window|split in the sun",
      where: "on the vine|in the greenhouse",
      bit: "the first tomato is red|pinch out the side shoots|the vine reached the greenhouse roof",
    },
    {
      tag: "Slug War",
      who: "the slugs|a slug army|one fat slug",
      thing: "slug|lettuce|beer trap",
      does: "ate my lettuce|drowned in the beer trap|marched at night",
      where: "in the vegetable bed|along the slime trail",
      bit: "the lettuce is gone|slugs love beer|there is a slime trail to the door",
    },
    {
      tag: "Seed Swap",
      who: "the seed lady|the allotment crowd|old Mister Fenn",
      thing: "seed packet|envelope of seeds|heirloom bean",
      does: "swapped beans for peas|labelled every envelope|gave away heirloom beans",
      where: "at the allotment hut|in paper envelopes",
      bit: "heirloom beans keep for years|never trust an envelope without a label|I swapped {n} packets",
    },
    {
      tag: "Compost Club",
      who: "the worms|my compost heap|a happy worm",
      thing: "compost heap|worm|banana peel",
      does: "ate the banana peel|loved the coffee grounds|got very warm",
      where: "in the compost bin|behind the shed",
      bit: "worms love peel|the heap is {n} degrees inside|no egg shells in the bin they said",
    },
  ],
};
