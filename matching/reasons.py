"""Why a candidate is as far off as it is and as probable, in words; for dictionary and rosters."""

from matching.distance import Edit, measure
from matching.lookalikes import confusions
from matching.probability import Grounds

Both = tuple[str, str]  # Chinese and English


def edits_told(given: str, name: str) -> Both:
    """What makes the distance of two keys: each edit with what it costs."""
    edits = [edit for edit in measure().alignment(given, name) if edit.cost]
    if not edits:
        return "文字相同", "the same text"
    total = f"{sum(edit.cost for edit in edits):.2f}"
    told = [_edit(edit) for edit in edits]
    zh = f"差{total}：{'，'.join(zh for zh, _ in told)}"
    return zh, f"{total} apart: {', '.join(en for _, en in told)}"


def _edit(edit: Edit) -> Both:
    cost = f"{edit.cost:.2f}"
    if not edit.left:
        return f"缺“{edit.right}”{cost}", f"{edit.right} missing {cost}"
    if not edit.right:
        return f"多“{edit.left}”{cost}", f"{edit.left} too many {cost}"
    zh, en = f"“{edit.left}”↔“{edit.right}”{cost}", f"{edit.left}↔{edit.right} {cost}"
    pair = min(edit.left, edit.right), max(edit.left, edit.right)
    alike = next((one for one in confusions() if (one.a, one.b) == pair), None)
    if alike is None or edit.cost == 1:
        return zh, en
    if alike.seen:
        seen = f"{alike.seen}/{alike.of}"
        return f"{zh}（形近，实测误读{seen}）", f"{en} (look alike, misread {seen})"
    return f"{zh}（形近）", f"{en} (look alike)"


def grounds_told(grounds: Grounds, listed: Both) -> Both:
    """What the probabilities rest on; listed: what the list is called."""
    zh, en = listed
    given, lacking = _share(grounds.given), _share(grounds.lacking)
    others = "1 other is" if grounds.rivals == 1 else f"{grounds.rivals} others are"
    return (
        f"{zh}里有的，写成或读成差这么多的占{given}；{zh}里没有的，离它这么近的占{lacking}；"
        f"差不多近的另有{grounds.rivals}个",
        f"of what the {en} has {given} is given so far off; of what it lacks {lacking} comes as"
        f" near to it; {others} about as near",
    )


def _share(x: float) -> str:
    return f"{x:.0%}" if x >= 0.1 else f"{x:.1%}" if x >= 0.001 else "<0.1%"
