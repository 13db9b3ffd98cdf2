"""Advice, questions and undecided rules as JSON objects: same keys, same order, nothing more."""

from typing import Any

from models.advice import Advice, Question, Unclear

Json = dict[str, Any]


def unclear_json(unclear: tuple[Unclear, ...]) -> list[Json]:
    """The rules that could not be decided, each with the question that would decide it."""
    return [
        {"code": one.code, "need": one.need, "question": one.zh, "question_en": one.en}
        for one in unclear
    ]


def questions_json(questions: tuple[Question, ...]) -> list[Json]:
    """The questions that are open; values are the answers to choose from."""
    return [
        {
            "need": one.need,
            "question": one.zh,
            "question_en": one.en,
            "values": [
                {"value": value, "label": zh, "label_en": en} for value, zh, en in one.values
            ],
        }
        for one in questions
    ]


def advice_json(advice: tuple[Advice, ...]) -> list[Json]:
    """ADVICE objects."""
    return [_advice(one) for one in advice]


def _advice(one: Advice) -> Json:
    return {
        "topic": one.topic,
        "title": one.title,
        "title_en": one.title_en,
        "answer": one.zh,
        "answer_en": one.en,
        "open": one.open,
        "source": one.source,
        "setting": one.setting or None,
        "choices": [
            {
                "field": choice.field,
                "value": choice.value,
                "preferred": choice.preferred,
                "why": choice.zh,
                "why_en": choice.en,
                "source": choice.source,
            }
            for choice in one.choices
        ],
        "papers": [
            {
                "slot": paper.slot,
                "slot_en": paper.slot_en,
                "paper": paper.zh,
                "paper_en": paper.en,
                "kind": paper.kind,
                "at_hand": paper.at_hand,
                "seals": list(paper.seals),
                "contains": list(paper.contains),
                "draft": paper.draft or None,
                "source": paper.source,
            }
            for paper in one.papers
        ],
        "fields": [
            {
                "field": wanted.field,
                "wanted": wanted.wanted,
                "value": wanted.value or None,
                "why": wanted.zh,
                "why_en": wanted.en,
            }
            for wanted in one.fields
        ],
        "steps": [{"step": zh, "step_en": en} for zh, en in one.steps],
    }
