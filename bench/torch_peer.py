"""PyTorch peer of the `bi-attention` model, for comparing speed on one machine.

Written the way research code for such models usually is: softmax over the whole
vocabulary, dense Adam over every parameter, `nn.GRU`, teacher forcing, padded beams.
Each command prints one line of JSON; DIR holds {train,valid}_{post,conv,tag}.txt.

    python torch_peer.py train --data DIR --batches 20 --threads 2
    python torch_peer.py generate --data DIR --posts 64 --warm-batches 20 --threads 2

Letters in shapes: B posts, P post words, C conversation words, T = P + C, Y hashtag
words with the end symbol, Q decoder states per post, D hidden size, V vocabulary.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from typing import NamedTuple, NoReturn


def fail(message: str) -> NoReturn:
    """Ends the program with one line on standard error and exit status 2."""
    print(f"torch_peer: {message}", file=sys.stderr)
    raise SystemExit(2)


try:
    import torch
    from torch import Tensor, nn
except ImportError as error:
    fail(f"PyTorch is missing or broken ({error}); pip install torch")

EMBEDDING, HIDDEN, ENCODER_LAYERS, DROPOUT = 200, 300, 2, 0.1
VOCABULARY, POST_WORDS, CONVERSATION_WORDS = 50_000, 50, 100
LEARNING_RATE, GRADIENT_NORM, TRAIN_BATCH, STRATUM, WARM_UP = 0.001, 1.0, 64, 8 * 64, 2
BEAM, HASHTAG_WORDS, TOP = 20, 10, 5
PAD, UNKNOWN, START, END = range(4)
pad = partial(nn.utils.rnn.pad_sequence, batch_first=True, padding_value=PAD)
Record = tuple[list[str], list[str], list[list[str]]]  # post, conversation, gold hashtags


class Instance(NamedTuple):
    """Word numbers of a post [P], of its conversation [C] and of one gold hashtag [Y]."""
    post: Tensor
    conversation: Tensor
    hashtag: Tensor


def read_records(folder: Path, split: str) -> list[Record]:
    """The posts of one split as words, in file order."""
    paths = [folder / f"{split}_{part}.txt" for part in ("post", "conv", "tag")]
    try:
        # Only a line feed ends a line: words may hold other separators.
        columns = [path.read_bytes().decode().removesuffix("\n").split("\n") for path in paths]
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{folder}: {error}; --data needs aligned lines in UTF-8")
    if len(set(counts := [len(column) for column in columns])) > 1:
        fail(f"{folder}: {split}_post, _conv, _tag have {counts} lines; give each post one line")
    return [(post.split(), conversation.split(), [tag.split() for tag in tags.split(";")])
            for post, conversation, tags in zip(*columns)]


def number_words(records: list[Record]) -> dict[str, int]:
    """Numbers the most frequent words of posts, conversations and hashtags alike."""
    counts = Counter(word for post, conversation, hashtags in records
                     for text in (post, conversation, *hashtags) for word in text)
    return {word: END + 1 + i for i, (word, _) in enumerate(counts.most_common(VOCABULARY))}


def make_instances(record: Record, numbers: dict[str, int]) -> list[Instance]:
    """One training copy of the post per gold hashtag."""
    def encode(words: list[str]) -> list[int]:
        return [numbers.get(word, UNKNOWN) for word in words]

    post, conversation, hashtags = record
    # An empty text still needs one time step in a packed sequence.
    sources = (torch.tensor(encode(post[:POST_WORDS]) or [UNKNOWN]),
               torch.tensor(encode(conversation[:CONVERSATION_WORDS]) or [UNKNOWN]))
    return [Instance(*sources, torch.tensor(encode(hashtag[:HASHTAG_WORDS]) + [END]))
            for hashtag in hashtags]


def make_batches(records: list[Record], numbers: dict[str, int]) -> list[list[Instance]]:
    """Training batches: strata of like conversation length, sorted within by post length."""
    copies = [copy for record in records for copy in make_instances(record, numbers)]
    by_conversation = sorted(copies, key=lambda instance: len(instance.conversation))
    ordered: list[Instance] = []
    # Strata rise and fall in turn: at any distance, evenly sampled posts have typical lengths.
    for start in range(0, len(by_conversation), STRATUM):
        ordered += sorted(by_conversation[start:start + STRATUM], key=lambda i: len(i.post),
                          reverse=start // STRATUM % 2 == 1)
    return [ordered[i:i + TRAIN_BATCH] for i in range(0, len(ordered), TRAIN_BATCH)]


def sample_evenly(batches: list[list[Instance]], count: int) -> list[list[Instance]]:
    """`count` batches at equal distances along the grouped list, in random order."""
    return [batches[int((i + 0.5) * len(batches) / count)] for i in torch.randperm(count).tolist()]


def attend(scores: Tensor, present: Tensor, values: Tensor) -> Tensor:
    """Scores [B, Q, length], present [B, length], values [B, length, D] -> means [B, Q, D]."""
    return scores.masked_fill(~present[:, None, :], float("-inf")).softmax(-1) @ values


class BiAttention(nn.Module):
    """Dual encoder, bi-attention, merge layer, and an attending decoder (Eq 1-10)."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, EMBEDDING)
        self.post_encoder, self.conversation_encoder = (
            nn.GRU(EMBEDDING, HIDDEN // 2, ENCODER_LAYERS, batch_first=True,
                   bidirectional=True, dropout=DROPOUT) for _ in range(2))
        self.bi_attention = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.merge_post = nn.Linear(2 * HIDDEN, HIDDEN)
        self.merge_conversation = nn.Linear(2 * HIDDEN, HIDDEN)
        self.start = nn.Linear(2 * HIDDEN, HIDDEN)
        self.decoder = nn.GRU(EMBEDDING, HIDDEN, batch_first=True)
        self.attention = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.dropout = nn.Dropout(DROPOUT)
        self.output = nn.Linear(2 * HIDDEN, vocabulary)

    def read(self, encoder: nn.GRU, words: Tensor) -> tuple[Tensor, Tensor]:
        """Word numbers [B, length] -> states [B, length, D], final state [B, D]."""
        packed = nn.utils.rnn.pack_padded_sequence(
            self.embedding(words), (words != PAD).sum(1), batch_first=True, enforce_sorted=False)
        packed_states, final = encoder(packed)
        states, _ = nn.utils.rnn.pad_packed_sequence(packed_states, batch_first=True)
        return states, torch.cat([final[-2], final[-1]], -1)

    def encode(self, batch: list[Instance]) -> tuple[Tensor, Tensor, Tensor]:
        """Batch -> memory [B, T, D], its present positions [B, T], first state [1, B, D]."""
        post = pad([instance.post for instance in batch])
        conversation = pad([instance.conversation for instance in batch])
        hp, post_end = self.read(self.post_encoder, post)
        hc, conversation_end = self.read(self.conversation_encoder, conversation)
        scores = self.bi_attention(hp) @ hc.transpose(1, 2)
        rc = attend(scores, conversation != PAD, hc)
        rp = attend(scores.transpose(1, 2), post != PAD, hp)
        vp = torch.tanh(self.merge_post(torch.cat([hp, rc], -1)))
        vc = torch.tanh(self.merge_conversation(torch.cat([hc, rp], -1)))
        first = torch.tanh(self.start(torch.cat([post_end, conversation_end], -1)))
        return torch.cat([vp, vc], 1), torch.cat([post, conversation], 1) != PAD, first[None]

    def predict(self, states: Tensor, memory: Tensor, present: Tensor) -> Tensor:
        """States [B, Q, D], memory [B, T, D], present [B, T] -> logits [B, Q, V]."""
        context = attend(self.attention(states) @ memory.transpose(1, 2), present, memory)
        return self.output(self.dropout(torch.cat([states, context], -1)))

    def forward(self, batch: list[Instance]) -> Tensor:
        """Mean negative log-likelihood of the gold words and end symbols (Eq 11)."""
        gold = pad([instance.hashtag for instance in batch])
        given = nn.functional.pad(gold[:, :-1], (1, 0), value=START)
        memory, present, first = self.encode(batch)
        states, _ = self.decoder(self.embedding(given), first)
        logits = self.predict(states, memory, present)
        return nn.functional.cross_entropy(logits.flatten(0, 1), gold.flatten(), ignore_index=PAD)


def train(model: BiAttention, batches: list[list[Instance]], untimed: int) -> tuple[float, float]:
    """One step per batch -> mean loss and seconds taken, both without the first `untimed`."""
    optimiser = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)
    model.train()
    losses, start = [], time.perf_counter()
    for number, batch in enumerate(batches):
        if number == untimed:
            losses, start = [], time.perf_counter()
        optimiser.zero_grad()
        loss = model(batch)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), GRADIENT_NORM)
        optimiser.step()
        losses.append(loss.item())
    return sum(losses) / len(losses), time.perf_counter() - start


@torch.inference_mode()
def beam_search(model: BiAttention, batch: list[Instance]) -> Tensor:
    """The TOP hashtags of every post, best first: word numbers [B, TOP, words]."""
    memory, present, first = model.encode(batch)
    state = first.repeat_interleave(BEAM, 1)
    totals = torch.full((len(batch), BEAM), float("-inf"))
    totals[:, 0] = 0
    words = torch.full((len(batch), BEAM, 1), START)
    offsets = BEAM * torch.arange(len(batch))[:, None]
    for _ in range(HASHTAG_WORDS):
        ended = words[..., -1] == END
        states, state = model.decoder(model.embedding(words[..., -1:].flatten(0, 1)), state)
        logits = model.predict(states.view(len(batch), BEAM, HIDDEN), memory, present)
        logits[..., [PAD, START]] = float("-inf")
        scores = logits.log_softmax(-1)
        # An ended hashtag stays in the beam: it can only repeat its end, at no cost.
        scores.masked_fill_(ended[..., None], float("-inf"))
        scores[..., END].masked_fill_(ended, 0)
        totals, best = (totals[..., None] + scores).flatten(1).topk(BEAM)
        parent, word = best // scores.size(-1), best % scores.size(-1)
        words = torch.cat([words.take_along_dim(parent[..., None], 1), word[..., None]], -1)
        state = state[:, (parent + offsets).flatten()]
        if (word == END).all():
            break
    return words[:, :TOP, 1:]


def prepare(options: argparse.Namespace) -> tuple[BiAttention, list[Record], dict[str, int]]:
    """A model with random parameters, the training posts and their vocabulary."""
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    records = read_records(options.data, "train")
    numbers = number_words(records)
    return BiAttention(END + 1 + len(numbers)), records, numbers


def report(posts: int, seconds: float, loss: float | None, **extra: float) -> None:
    """Prints the line of JSON; memory is the peak resident size of this process."""
    peak = getrusage(RUSAGE_SELF).ru_maxrss >> (20 if sys.platform == "darwin" else 10)
    result = {"postsPerSecond": round(posts / seconds, 2), "seconds": round(seconds, 3),
              "posts": posts, "peakMemoryMiB": peak, "loss": loss and round(loss, 4)}
    print(json.dumps({**result, **extra, "torch": torch.__version__}))


def run_train(options: argparse.Namespace) -> None:
    """`train`: times `--batches` steps after WARM_UP untimed ones."""
    model, records, numbers = prepare(options)
    batches = make_batches(records, numbers)
    # Logits take the most memory: with the longest hashtags first, the peak is an epoch's.
    by_hashtag = sorted(batches, key=lambda batch: max(len(copy.hashtag) for copy in batch))
    timed = sample_evenly(batches, options.batches)
    loss, seconds = train(model, by_hashtag[-WARM_UP:] + timed, WARM_UP)
    report(sum(map(len, timed)), seconds, loss)


def warm(options: argparse.Namespace, path: str) -> float:
    """Trains `--warm-batches` steps, saves the parameters to `path`, returns the mean loss."""
    model, records, numbers = prepare(options)
    batches = sample_evenly(make_batches(records, numbers), options.warm_batches)
    loss, _ = train(model, batches, 0)
    torch.save(model.state_dict(), path)
    return loss


def run_generate(options: argparse.Namespace) -> None:
    """`generate`: times beam search over the first `--posts` posts, after one untimed batch."""
    posts = read_records(options.data, options.split)[:options.posts]
    (model, _, numbers), loss = prepare(options), None
    if options.warm_batches > 0:
        # Another process trains, so that its memory does not count here.
        with ProcessPoolExecutor(1, get_context("spawn")) as pool, TemporaryDirectory() as folder:
            path = f"{folder}/parameters.pt"
            loss = pool.submit(warm, options, path).result()
            model.load_state_dict(torch.load(path))
    model.eval()
    instances = [make_instances(post, numbers)[0] for post in posts]
    batches = [instances[i:i + options.batch] for i in range(0, len(instances), options.batch)]
    beam_search(model, batches[0])
    start = time.perf_counter()
    hashtags = [beam_search(model, batch).tolist() for batch in batches]
    report(len(posts), time.perf_counter() - start, loss,
           stepsPerBatch=round(sum(len(best[0][0]) for best in hashtags) / len(hashtags), 2))


def positive(text: str) -> int:
    """An argparse type: a whole number above zero."""
    if int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is below 1")
    return int(text)


def parse_options() -> argparse.Namespace:
    """The command line; `run` in the result is the function of the command."""
    parser = argparse.ArgumentParser(description="Speed of a PyTorch bi-attention model.")
    commands = parser.add_subparsers(required=True)
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", type=Path, required=True, help="folder of aligned lines")
    shared.add_argument("--threads", type=positive, default=2)
    shared.add_argument("--seed", type=int, default=1)
    trainer = commands.add_parser("train", parents=[shared], help="time training steps")
    trainer.add_argument("--batches", type=positive, required=True, help="steps to time")
    trainer.set_defaults(run=run_train)
    generator = commands.add_parser("generate", parents=[shared], help="time beam search")
    generator.add_argument("--posts", type=positive, required=True, help="posts to time")
    generator.add_argument("--batch", type=positive, default=16, help="posts decoded at once")
    generator.add_argument("--split", choices=["train", "valid", "test"], default="valid")
    generator.add_argument("--warm-batches", type=int, default=0, help="training steps before")
    generator.set_defaults(run=run_generate)
    return parser.parse_args()


if __name__ == "__main__":
    arguments = parse_options()
    arguments.run(arguments)
