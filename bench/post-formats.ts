import type { Post } from "../src/corpus/post.js";

/** Formats that posts can be written in, with all the fields that the platforms send along. */
export const WRITERS: Readonly<Record<string, (post: Post) => unknown>> = {
  jsonl: (post) => post,
  "twitter-v1": tweet,
  "twitter-v2": (post) => ({ ...tweet2(post), author: user2(post), __twarc: TWARC }),
  mastodon: status,
  bluesky: postView,
};

const TWARC = { url: "https://api.example.org/2/tweets/search", version: "2.0.0" };

function tweet(post: Post): unknown {
  const { id, text, createdAt, inReplyTo } = post;
  return {
    created_at: twitterDate(createdAt as string),
    id: Number(id),
    id_str: id,
    full_text: text.replaceAll("&", "&amp;"),
    truncated: false,
    display_text_range: [0, text.length],
    entities: { hashtags: tagEntities(text), symbols: [], user_mentions: [], urls: [] },
    source: '<a href="https://client.example.org" rel="nofollow">A client for posts</a>',
    in_reply_to_status_id: inReplyTo ? Number(inReplyTo) : null,
    in_reply_to_status_id_str: inReplyTo ?? null,
    in_reply_to_user_id: null,
    in_reply_to_user_id_str: null,
    in_reply_to_screen_name: null,
    user: user(post),
    geo: null,
    coordinates: null,
    place: null,
    contributors: null,
    is_quote_status: false,
    retweet_count: 3,
    favorite_count: 7,
    favorited: false,
    retweeted: false,
    possibly_sensitive: false,
    lang: "en",
  };
}

function twitterDate(date: string): string {
  return new Date(date)
    .toUTCString()
    .replace(/^(\w+), (\d+) (\w+) (\d+) ([\d:]+) GMT$/, "$1 $3 $2 $5 +0000 $4");
}

function tagEntities(text: string): unknown[] {
  return [...text.matchAll(/#(\w+)/g)].map(({ index, 0: whole, 1: name }) => ({
    text: name,
    indices: [index, index + whole.length],
  }));
}

function user({ author }: Post): unknown {
  const image = `https://images.example.org/profile/${author}/a-picture-of-the-account`;
  return {
    id: Number(author),
    id_str: author,
    name: `The name of ${author}`,
    screen_name: `name${author}`,
    location: "Somewhere in the world",
    description: "Writes about what goes on in town, in the garden, and now and then elsewhere.",
    url: `https://pages.example.org/${author}`,
    entities: {
      url: { urls: [{ url: `https://pages.example.org/${author}`, indices: [0, 23] }] },
      description: { urls: [] },
    },
    protected: false,
    followers_count: 1234,
    friends_count: 567,
    listed_count: 8,
    created_at: "Mon Mar 02 10:00:00 +0000 2015",
    favourites_count: 9012,
    utc_offset: null,
    time_zone: null,
    geo_enabled: false,
    verified: false,
    statuses_count: 3456,
    lang: null,
    contributors_enabled: false,
    is_translator: false,
    is_translation_enabled: false,
    profile_background_color: "C0DEED",
    profile_background_image_url: `${image}/background.png`,
    profile_background_image_url_https: `${image}/background.png`,
    profile_background_tile: false,
    profile_image_url: `${image}/normal.jpg`,
    profile_image_url_https: `${image}/normal.jpg`,
    profile_banner_url: `${image}/banner`,
    profile_link_color: "1DA1F2",
    profile_sidebar_border_color: "C0DEED",
    profile_sidebar_fill_color: "DDEEF6",
    profile_text_color: "333333",
    profile_use_background_image: true,
    default_profile: true,
    default_profile_image: false,
    following: null,
    follow_request_sent: null,
    notifications: null,
    translator_type: "none",
  };
}

function tweet2({ id, author, text, createdAt, inReplyTo }: Post): object {
  return {
    id,
    text,
    author_id: author,
    created_at: createdAt,
    conversation_id: inReplyTo ?? id,
    lang: "en",
    source: "A client for posts",
    reply_settings: "everyone",
    possibly_sensitive: false,
    ...(inReplyTo && { referenced_tweets: [{ type: "replied_to", id: inReplyTo }] }),
    entities: { hashtags: tagEntities(text) },
    public_metrics: { retweet_count: 3, reply_count: 1, like_count: 7, quote_count: 0 },
  };
}

function user2({ author }: Post): unknown {
  return {
    id: author,
    name: `The name of ${author}`,
    username: `name${author}`,
    created_at: "2015-03-02T10:00:00.000Z",
    description: "Writes about what goes on in town, in the garden, and now and then elsewhere.",
    location: "Somewhere in the world",
    profile_image_url: `https://images.example.org/profile/${author}/normal.jpg`,
    protected: false,
    verified: false,
    url: `https://pages.example.org/${author}`,
    public_metrics: {
      followers_count: 1234,
      following_count: 567,
      tweet_count: 3456,
      listed_count: 8,
    },
  };
}

function status({ id, author, text, createdAt, inReplyTo }: Post): unknown {
  const url = `https://example.org/@name${author}/${id}`;
  return {
    id,
    created_at: createdAt,
    in_reply_to_id: inReplyTo ?? null,
    in_reply_to_account_id: null,
    sensitive: false,
    spoiler_text: "",
    visibility: "public",
    language: "en",
    uri: `https://example.org/users/name${author}/statuses/${id}`,
    url,
    replies_count: 1,
    reblogs_count: 3,
    favourites_count: 7,
    edited_at: null,
    content: `<p>${text}</p>`,
    reblog: null,
    application: { name: "A client for posts", website: null },
    account: account(author as string),
    media_attachments: [],
    mentions: [],
    tags: tagEntities(text).map((tag) => ({ name: (tag as { text: string }).text, url })),
    emojis: [],
    card: null,
    poll: null,
  };
}

function account(author: string): unknown {
  const image = `https://files.example.org/accounts/${author}/original/a-picture.png`;
  return {
    id: author,
    username: `name${author}`,
    acct: `name${author}`,
    display_name: `The name of ${author}`,
    locked: false,
    bot: false,
    discoverable: true,
    group: false,
    created_at: "2019-03-02T00:00:00.000Z",
    note: "<p>Writes about what goes on in town, in the garden, and now and then elsewhere.</p>",
    url: `https://example.org/@name${author}`,
    uri: `https://example.org/users/name${author}`,
    avatar: image,
    avatar_static: image,
    header: image,
    header_static: image,
    followers_count: 1234,
    following_count: 567,
    statuses_count: 3456,
    last_status_at: "2024-01-31",
    emojis: [],
    roles: [],
    fields: [{ name: "Page", value: `https://pages.example.org/${author}`, verified_at: null }],
  };
}

function postView({ id, author, text, createdAt, inReplyTo }: Post): unknown {
  const above = inReplyTo && { uri: uriOf(inReplyTo), cid: CID };
  return {
    uri: uriOf(id),
    cid: CID,
    author: {
      did: `did:plc:${author}`,
      handle: `name${author}.example.org`,
      displayName: `The name of ${author}`,
      avatar: `https://images.example.org/avatar/plain/did:plc:${author}/${CID}@jpeg`,
      viewer: { muted: false, blockedBy: false },
      labels: [],
    },
    record: {
      $type: "app.bsky.feed.post",
      text,
      createdAt,
      langs: ["en"],
      ...(above && { reply: { root: above, parent: above } }),
    },
    replyCount: 1,
    repostCount: 3,
    likeCount: 7,
    indexedAt: createdAt,
    viewer: {},
    labels: [],
  };
}

const CID = "bafyreiabcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst";

function uriOf(id: string): string {
  return `at://did:plc:1/app.bsky.feed.post/${id}`;
}
