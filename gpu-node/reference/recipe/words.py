"""Tokenizers of a few hundred tokens in the shape of the real ones, trained on a few sentences."""

import collections
import io
import json
import pathlib

import sentencepiece
from transformers import CLIPTokenizer, CLIPTokenizerFast, T5TokenizerFast
from transformers.models.clip.tokenization_clip import bytes_to_unicode

TEXT = """
a photo of a red fox in the snow, highly detailed, soft light. a painting of a small house by the lake at night.
an old wizard with a long white beard, portrait, oil on canvas. two penguins on an iceberg under a pink sky.
blurry, low quality, watermark, text. a cup of coffee on a wooden table, studio light. the castle on the hill at sunset.
a rocket over the mountains, digital art. a field of yellow flowers and a blue sky. the quick brown fox jumps over the lazy dog.
"""
MERGES = 96
T5_PIECES = 90


def train_merges(text: str) -> list[tuple[str, str]]:
    """Byte pair encoding as CLIP's: the most frequent pair becomes a token; `</w>` ends a word."""
    words = collections.Counter(text.lower().replace(",", " , ").replace(".", " . ").split())
    split = {word: (*word[:-1], word[-1] + "</w>") for word in words}
    merges = []
    for _ in range(MERGES):
        pairs = collections.Counter()
        for word, parts in split.items():
            for pair in zip(parts, parts[1:]):
                pairs[pair] += words[word]
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        merges.append(best)
        for word, parts in split.items():
            joined, index = [], 0
            while index < len(parts):
                whole = parts[index : index + 2] == best
                joined.append("".join(best) if whole else parts[index])
                index += 2 if whole else 1
            split[word] = tuple(joined)
    return merges


def write_clip_files(folder: pathlib.Path) -> tuple[str, str]:
    """`vocab.json` and `merges.txt` in CLIP's order: bytes, bytes that end a word, merges, the two special tokens."""
    folder.mkdir(parents=True, exist_ok=True)
    merges = train_merges(TEXT)
    signs = list(bytes_to_unicode().values())
    tokens = signs + [f"{sign}</w>" for sign in signs] + ["".join(pair) for pair in merges]
    tokens += ["<|startoftext|>", "<|endoftext|>"]
    vocabulary, rules = folder / "vocab.json", folder / "merges.txt"
    vocabulary.write_text(json.dumps({token: index for index, token in enumerate(tokens)}, ensure_ascii=False), "utf-8")
    rules.write_text("\n".join(["#version: 0.2", *(" ".join(pair) for pair in merges)]) + "\n", "utf-8")
    return str(vocabulary), str(rules)


def clip_tokenizer(folder: pathlib.Path, fast: bool = True, pad: str = "<|endoftext|>"):
    """A CLIP tokenizer: fast ones save `tokenizer.json`, the others `vocab.json` and `merges.txt` alone."""
    vocabulary, rules = write_clip_files(folder)
    kind = CLIPTokenizerFast if fast else CLIPTokenizer
    return kind(vocab_file=vocabulary, merges_file=rules, model_max_length=77, pad_token=pad)


def t5_tokenizer(folder: pathlib.Path):
    """A T5 tokenizer: unigram pieces, sentencepiece's normalisation, `</s>` after each text."""
    folder.mkdir(parents=True, exist_ok=True)
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(TEXT.strip().splitlines()),
        model_writer=model,
        model_type="unigram",
        vocab_size=T5_PIECES,
        pad_id=0,
        eos_id=1,
        unk_id=2,
        bos_id=-1,
        minloglevel=2,
    )
    path = folder / "spiece.model"
    path.write_bytes(model.getvalue())
    return T5TokenizerFast(vocab_file=str(path), extra_ids=0, model_max_length=512)
