"""Writes topics-and-phrases.json: what scikit-learn makes of a small corpus.

The corpus is drawn here, from known topics. Made with Python 3.11 and scikit-learn 1.9.1:

    pip install scikit-learn==1.9.1 && python topics-and-phrases.py
    npx biome check --write topics-and-phrases.json
"""

import json
from itertools import combinations
from pathlib import Path

import numpy
from sklearn.decomposition import LatentDirichletAllocation
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

TOPICS = [
    "garden soil seed tomato compost spade pruning lawn weeds hedge",
    "goal referee striker league penalty keeper corner stadium coach derby",
    "guitar chorus album drummer encore melody bass lyrics gig tuning",
    "oven dough flour recipe butter whisk yeast crust icing pastry",
    "train ticket luggage passport border hostel ferry museum map island",
]
POSTS, UNSEEN, LENGTH = 250, 60, 16
ALPHA, BETA = 0.1, 0.05
SHOWN = 8
"""Words of a topic that its coherence is about."""


def draw_corpus():
    """Posts of a few topics each; a topic prefers its own words, the first of them most."""
    random = numpy.random.default_rng(7)
    words = sorted(word for topic in TOPICS for word in topic.split())
    truth = numpy.full((len(TOPICS), len(words)), 0.1 / len(words))
    for t, topic in enumerate(TOPICS):
        own = topic.split()
        weights = 1 / numpy.arange(2, len(own) + 2)
        for word, weight in zip(own, weights / weights.sum()):
            truth[t, words.index(word)] += 0.9 * weight
    posts = []
    for _ in range(POSTS + UNSEEN):
        shares = random.dirichlet([ALPHA] * len(TOPICS))
        posts.append(" ".join(random.choice(words, size=LENGTH, p=shares @ truth)))
    return words, truth, posts[:POSTS], posts[POSTS:]


def perplexity(shares, topics, counts):
    return float(numpy.exp(-(counts * numpy.log(shares @ topics)).sum() / counts.sum()))


def coherence(topics, counts):
    """UMass: the mean of ln((D(a, b) + 1) / D(b)) over pairs of top words, b the likelier one."""
    present = counts > 0
    scores = []
    for topic in topics:
        top = numpy.argsort(-topic, kind="stable")[:SHOWN]
        for b, a in combinations(top, 2):
            both = (present[:, a] & present[:, b]).sum()
            scores.append(numpy.log((both + 1) / present[:, b].sum()))
    return float(numpy.mean(scores))


def topic_figures(words, truth, training, unseen):
    """Perplexity of the second halves of unseen posts, whose topics come from their first halves."""
    counter = CountVectorizer(vocabulary=words, token_pattern=r"\S+")
    counts = counter.transform(training).toarray()
    first, second = (
        counter.transform([" ".join(post.split()[half]) for post in unseen]).toarray()
        for half in (slice(0, LENGTH // 2), slice(LENGTH // 2, None))
    )
    model = LatentDirichletAllocation(
        len(TOPICS), doc_topic_prior=ALPHA, topic_word_prior=BETA, max_iter=200, random_state=1
    )
    model.fit(counts)
    topics = model.components_ / model.components_.sum(axis=1, keepdims=True)
    overall = (counts.sum(axis=0) + BETA) / (counts.sum() + BETA * len(words))
    return {
        "perplexity": perplexity(model.transform(first), topics, second),
        "perplexityWithoutTopics": perplexity(numpy.ones((len(unseen), 1)), overall[None], second),
        "coherence": coherence(topics, counts),
        "topics": numpy.round(topics, 5).tolist(),
        "truth": numpy.round(truth, 5).tolist(),
    }


def phrase_figures(training, unseen):
    """TF-IDF of what the candidates are: all words, and longer phrases that two training posts have."""
    options = dict(token_pattern=r"\S+", ngram_range=(1, 5))
    counter = CountVectorizer(**options)
    frequencies = (counter.fit_transform(training) > 0).sum(axis=0).A1
    names = counter.get_feature_names_out()
    kept = {name for name, posts in zip(names, frequencies) if posts >= 2 or " " not in name}
    kept |= {word for post in unseen for word in post.split()}
    vectorizer = TfidfVectorizer(**options, vocabulary=sorted(kept), norm="l2", smooth_idf=True)
    vectorizer.fit(training)
    phrases = vectorizer.get_feature_names_out()
    rows = vectorizer.transform(unseen).tocoo()
    scores = [{} for _ in unseen]
    for row, column, score in zip(rows.row, rows.col, rows.data):
        scores[row][phrases[column]] = round(float(score), 10)
    return scores


def main():
    words, truth, training, unseen = draw_corpus()
    # Two words that no training post has.
    shown = [*unseen[:4], "goal " + training[0] + " goal hooligan goal hooligan chant", training[1]]
    golden = {
        "words": words,
        "training": training,
        "unseen": unseen,
        "lda": {"alpha": ALPHA, "beta": BETA, "shown": SHOWN}
        | topic_figures(words, truth, training, unseen),
        "tfIdf": [
            {"post": post, "scores": scores}
            for post, scores in zip(shown, phrase_figures(training, shown))
        ],
    }
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(golden, indent=1) + "\n")


main()
